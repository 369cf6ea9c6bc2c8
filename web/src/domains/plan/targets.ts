// The target desk's shapes, and its sums: exact, in millionths, because a yuan may not get lost in a rounding.
import { get } from '@/shared/client'

export interface Share { kind: string; region: string; name: string; year: number; department: string | null; value: string; locked: boolean }
export interface Split {
  id: string; axes: string; depth: string | null; method: string; curve: string; total: string; reserve: string | null; reserve_name: string | null
  weights: string | null; reason: string | null; revises: string | null; state: string; author: string; day: string; rows?: Share[]
}
export interface Head { id: string; name: string; en?: string; unit: string; kind: string; tier: string; level: string; per: string; years: string; regions: string }
export interface Code { code: string; name: string; en?: string }
export interface Gap { code: string; region: string; name: string; year: number; given: string | null; own: string | null; difference: string | null }
export interface Desk {
  plan: string; from: number; to: number; region: string; branch: string; indicator: Head; total: string | null; given: { year: number; value: string }[]
  locked_through: number; basis: string; standing: Split | null; lineage: Split[]; below: Gap[]; gaps: Gap[]; methods: Code[]; curves: Code[]; departments: Code[]
}
export interface Proposal { basis: string; total: string; reserve: string; locked_through: number; step: string; rows: Share[] }
export interface DeskRow extends Head { total: string | null; by_split: boolean; split: Split | null; revisions: number; gaps: number }
export interface DeskList { locked_through: number; indicators: DeskRow[] }

export const deskList = (plan: string, region: string, signal?: AbortSignal) => get<DeskList>(`/api/plans/${plan}/targets`, { region }, signal)
export const desk = (plan: string, id: string, region: string, signal?: AbortSignal) => get<Desk>(`/api/plans/${plan}/targets/${id}`, { region }, signal)
export const proposal = (plan: string, id: string, query: Record<string, string>, signal?: AbortSignal) => get<Proposal>(`/api/plans/${plan}/targets/${id}/proposal`, query, signal)

const ONE = BigInt(1000000)

// "12.5" → 12500000; null for what is no number of at most twelve digits and six decimals.
export function micro(text: string): bigint | null {
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim().replace(/,/g, ''))
  if (!parts) return null
  const size = BigInt(parts[2]) * ONE + BigInt((parts[3] ?? '').padEnd(6, '0') || '0')
  return parts[1] ? -size : size
}

export function decimal(value: bigint): string {
  const size = value < BigInt(0) ? -value : value
  const part = String(size % ONE).padStart(6, '0').replace(/0+$/, '')
  return `${value < BigInt(0) && size ? '-' : ''}${size / ONE}${part ? `.${part}` : ''}`
}

export interface Line { region: string; name: string; department: string | null; nested: boolean }
export type Cells = Record<string, string>
export const cellKey = (region: string, year: number, department: string | null = null) => `${region}/${year}${department ? `/${department}` : ''}`

// The table one looks at: its years, its lines in the order of codes, what stands in each cell.
export interface Grid { years: number[]; lines: Line[]; departments: Line[]; cells: Cells; reserve: Record<number, string>; locked: number[] }
export function gridOf(rows: Share[], top: string): Grid {
  const grid: Grid = { years: [], lines: [], departments: [], cells: {}, reserve: {}, locked: [] }
  for (const row of rows) {
    if (!grid.years.includes(row.year)) grid.years.push(row.year)
    if (row.locked && !grid.locked.includes(row.year)) grid.locked.push(row.year)
    if (row.kind === 'reserve') { grid.reserve[row.year] = row.value; continue }
    const key = cellKey(row.region, row.year, row.department)
    if (!(key in grid.cells)) {
      const line = { region: row.region, name: row.name, department: row.department, nested: row.region.length - top.length > 2 }
      const list = row.kind === 'region' ? grid.lines : row.kind === 'department' && row.region === top ? grid.departments : null
      if (list && !list.some((one) => one.region === line.region && one.department === line.department)) list.push(line)
    }
    grid.cells[key] = row.value
  }
  grid.years.sort()
  grid.lines.sort((a, b) => (a.region < b.region ? -1 : 1))
  return grid
}

const amountAt = (cells: Cells, key: string) => micro(cells[key] ?? '') ?? BigInt(0)

// What is still to be given of a year (above nought) or has been given too much (below).
export function remainder(grid: Grid, cells: Cells, top: string, year: number, total: string, reserve: bigint): bigint {
  const whole = cellKey(top, year) in cells ? amountAt(cells, cellKey(top, year)) : micro(total) ?? BigInt(0)
  const given = grid.lines.filter((line) => !line.nested).reduce((sum, line) => sum + amountAt(cells, cellKey(line.region, year)), BigInt(0))
  return whole + reserve - given
}

export function sumOf(lines: Line[], cells: Cells, year: number): bigint {
  return lines.filter((line) => !line.nested).reduce((sum, line) => sum + amountAt(cells, cellKey(line.region, year, line.department)), BigInt(0))
}

export const acrossYears = (cells: Cells, line: Line, years: number[]) =>
  years.reduce((sum, year) => sum + amountAt(cells, cellKey(line.region, year, line.department)), BigInt(0))

// As the command takes it: "3201/2026=120,…"; without years the place alone.
export const cellsText = (cells: Cells) => Object.entries(cells).map(([key, value]) => `${key.replace(/\/0(?=\/|$)/, (hit, at: number) => (key.length > at + 2 ? hit : ''))}=${value.trim().replace(/,/g, '')}`).join(',')
