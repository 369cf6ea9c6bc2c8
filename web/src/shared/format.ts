// Numbers and days as the office writes them. Unknown is an en dash, never zero.
import { tongue } from './words'
import { dayParts, periodParts, UNIT, WAN, YI } from './words/units'

export const NOTHING = '–'
export interface Shown { text: string; exact: string; unit: string }

export function numeric(value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null
  const text = String(value).trim()
  const ratio = /^([\d.]+)\s*:\s*([\d.]+)$/.exec(text)
  const number = ratio ? Number(ratio[1]) / Number(ratio[2]) : Number(text)
  return Number.isFinite(number) ? number : null
}

export function grouped(value: number, digits?: number): string {
  const [whole, part] = (digits === undefined ? String(value) : value.toFixed(digits)).split('.')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return part ? `${text}.${part}` : text
}

// 1,184,213 is shown in units of ten thousand (1.18M in English); under a hundred thousand stays exact.
export function short(value: number): string {
  const size = Math.abs(value)
  const steps: [number, string][] = tongue.value === 'en'
    ? [[1e9, 'B'], [1e6, 'M'], [1e5, 'K']]
    : [[1e8, YI], [1e5, WAN]]
  for (const [from, mark] of steps) {
    if (size < from) continue
    const scale = mark === WAN ? 1e4 : mark === 'K' ? 1e3 : from
    return trimmed(value / scale) + mark
  }
  return grouped(Number.isInteger(value) ? value : Number(value.toFixed(2)))
}

function trimmed(value: number): string {
  const digits = Math.abs(value) < 100 ? 2 : 1
  return grouped(Number(value.toFixed(digits)))
}

export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  return `${sign}¥${grouped(Math.abs(fen) / 100, 2)}`
}

// A plan counts in yuan, a record in fen; the unit says which.
export const isMoney = (unit: string) => unit === UNIT.yuan || unit === 'fen'
const inYuan = (value: number, unit: string) => (unit === 'fen' ? value / 100 : value)
export const amount = (value: number, unit: string) => yuan(Math.round(inYuan(value, unit) * 100))
const isTruth = (unit: string) => unit === UNIT.truth
const isRatio = (unit: string) => unit === UNIT.ratio

// An indicator's figure: what stands on the board, what stands on hover, and its unit.
export function figure(value: unknown, unit = ''): Shown {
  const spoken = tongue.value === 'en' && /[^\x20-\x7e]/.test(unit) ? '' : unit
  const number = numeric(value)
  if (number === null) return { text: NOTHING, exact: '', unit: '' }
  if (isTruth(unit)) return { text: number >= 1 ? '✓' : '○', exact: String(number), unit: '' }
  if (isRatio(unit)) return ratio(number)
  if (unit === '%') return { text: `${Number(number.toFixed(Math.abs(number) < 10 ? 2 : 1))}%`, exact: `${value}%`, unit: '' }
  if (isMoney(unit)) return { text: short(inYuan(number, unit)), exact: amount(number, unit), unit: tongue.value === 'en' ? 'CNY' : UNIT.yuan }
  return { text: short(number), exact: `${grouped(number)} ${spoken}`.trim(), unit: spoken }
}

function ratio(number: number): Shown {
  if (number <= 0) return { text: '0', exact: '0', unit: '' }
  return { text: `1:${Number((1 / number).toFixed(1))}`, exact: String(number), unit: '' }
}

export function dayText(iso: string | null | undefined): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '')
  if (!parts) return NOTHING
  return tongue.value === 'en' ? `${parts[1]}-${parts[2]}-${parts[3]}` : dayParts(parts[1], Number(parts[2]), Number(parts[3]))
}

// The office reads Shanghai time wherever the browser stands.
export const instantText = (value: unknown) => upTo(value, 16)
export const secondText = (value: unknown) => upTo(value, 19)

function upTo(value: unknown, length: number): string {
  if (value === null || value === undefined || value === '' || value === 0) return NOTHING
  if (/^\d{4}-\d{2}-\d{2}$/.test(String(value))) return String(value)
  const moment = new Date(typeof value === 'number' ? value : String(value))
  if (Number.isNaN(moment.getTime())) return String(value)
  return new Date(moment.getTime() + 8 * 3600e3).toISOString().slice(0, length).replace('T', ' ')
}

export function periodText(period: string): string {
  const parts = /^(\d{4})(?:-(\d{2}))?$/.exec(period)
  if (!parts) return period
  if (tongue.value === 'en') return period
  return periodParts(parts[1], Number(parts[2] ?? 0))
}

// What a person may type for a day, or null: 2026-11-23, 2026/11/23, 2026.11.23, 20261123.
export function dayOf(text: string): string | null {
  const parts = /^\s*(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})\s*$/.exec(text)
  if (!parts) return null
  const [year, month, day] = parts.slice(1).map(Number)
  const found = new Date(Date.UTC(year, month - 1, day))
  if (found.getUTCMonth() !== month - 1 || found.getUTCDate() !== day) return null
  return found.toISOString().slice(0, 10)
}

export function lastDayOf(period: string): string {
  const [year, month] = period.split('-').map(Number)
  return month ? `${period}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0')}` : `${year}-12-31`
}
