// Chinese that is data, not speech: units as the plan writes them, and how the office shortens a region's name.
export const UNIT = { yuan: '元', truth: '是否', ratio: '比', classes: '个班' }
export const WAN = '万'
export const YI = '亿'
export const dayParts = (year: string, month: number, day: number) => `${year}年${month}月${day}日`
export const periodParts = (year: string, month?: number) => (month ? `${year}年${month}月` : `${year}年`)
export const shortRegion = (name: string) => (name.length > 2 ? name.replace(/[市区县]$/, '') : name)
