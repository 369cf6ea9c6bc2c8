// The plan's shapes as the server sends them, and the board's address.
import { get } from '@/shared/client'
import { codeName } from '@/shared/dictionary'
import { lastDayOf, numeric } from '@/shared/format'
import { either, spoken, t } from '@/shared/words'

export interface Plan { code: string; name: string; en?: string; from: number; to: number }
export interface Indicator {
  id: string; name: string; en?: string; goal: string; goal_en?: string; kind: string; unit: string; tier: string
  value: unknown; numerator: unknown; denominator: unknown; denominator_source?: string
  target: unknown; expected: unknown; forecast: unknown; forecast_reason?: string | null; chance?: string | null; status: string; source: string; reason?: string; manual?: boolean; target_by_share?: boolean
  objection?: Dispute | null; slips?: number
}
export interface Dispute { id: string; kind: string; period: string; shown: string; claimed: string; text: string; day: string; deadline: string; late: boolean; state: string }
export interface Slip { kind: string; id: string; name: string; branch: string; due: string; days: number }
export interface Standing { plan: string; region: string; year: number; as_of: string; indicators: Indicator[] }
export interface RegionDetail {
  region: string; name: string; level: string; unit?: string; value: unknown; numerator: unknown; denominator: unknown; target: unknown
  expected: unknown; status: string; records?: unknown; opening?: unknown; manual?: unknown
  series?: { period: string; value: unknown; numerator?: unknown }[]
}
export interface Definition {
  name: string; en?: string; unit: string; kind: string; tier: string; goal: string; per?: string; level?: string; strength?: string
  numerator?: string; denominator?: string; source?: string; measure?: string; rule?: string; note?: string
  numerator_en?: string; denominator_en?: string; note_en?: string
}
export interface Detail {
  plan: string; id: string; region: string; definition: Definition; regions: RegionDetail[]
  records?: { type: string | null; filter: string; visible: number; hidden: number; hidden_of: string[] }
  opening?: { document: string; reporter: string; value: unknown; period: string }[]
  slips?: Slip[]
  notes?: { at: string; account: string; text: string }[]
}

export const standing = (plan: string, query: Record<string, string>, signal?: AbortSignal) =>
  get<Standing>(`/api/plans/${plan}/indicators`, query, signal)

export const detail = (plan: string, id: string, query: Record<string, string>, signal?: AbortSignal) =>
  get<Detail>(`/api/plans/${plan}/indicators/${id}`, query, signal)

export interface Moment { period: string; until: string; ask: Record<string, string> }

// A point of the slider, "2025" or "2025-06", never later than today. `known` asks what was on record by that day;
// without it the figures are today's knowledge of that time.
export function momentOf(period: string, today: string, known = ''): Moment {
  const last = lastDayOf(period)
  const ask: Record<string, string> = { year: period.slice(0, 4) }
  if (period.length === 7) ask.month = String(Number(period.slice(5)))
  if (known) ask.as_of = known
  return { period, until: last > today ? today : last, ask }
}

export const planName = (plan: Plan) => t('plan.short', { from: plan.from, to: plan.to })

export function periods(plan: Plan, grain: 'year' | 'month', today: string): string[] {
  const years = Array.from({ length: plan.to - plan.from + 1 }, (_, step) => String(plan.from + step))
  const all = grain === 'year' ? years : years.flatMap((year) => Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`))
  const past = all.filter((period) => period <= today.slice(0, period.length))
  return past.length ? past : all.slice(0, 1)
}

export interface Goal { name: string; indicators: Indicator[] }

export function byGoal(indicators: Indicator[]): Goal[] {
  const goals = new Map<string, Goal>()
  for (const indicator of indicators) {
    const goal = goals.get(indicator.goal) ?? { name: either(indicator.goal, indicator.goal_en), indicators: [] }
    goal.indicators.push(indicator)
    goals.set(indicator.goal, goal)
  }
  return [...goals.values()]
}

export function reasonText(reason: string | undefined): string {
  if (!reason) return ''
  return spoken(`reason.${reason}`, spoken(`problem.${reason}`, reason))
}

// A city's figure at an earlier period, taken from the series the map already has.
export function atPeriod(region: RegionDetail, period: string): RegionDetail {
  const point = region.series?.find((one) => one.period === period)
  if (!point) return region
  return { ...region, value: point.value, numerator: point.numerator ?? region.numerator }
}

export function glide(from: unknown, to: unknown, part: number): unknown {
  const start = numeric(from)
  const end = numeric(to)
  return start === null || end === null || part >= 1 ? to : start + (end - start) * part
}

// "population:registered:2025" → 2025 年户籍人口; another measure is named by its definition.
export function dividedBy(source: string | undefined): string {
  const [kind, series, year] = (source ?? '').split(':')
  if (kind === 'population') return t('why.people_of', { year, series: codeName('population_series', series) })
  return /^[a-z_]+[.][a-z_#]+$/.test(source ?? '') ? '' : source ?? ''
}

// How much of the target is reached, for a plan without a forecast.
export function reached(indicator: Indicator): string {
  const value = numeric(indicator.value)
  const target = numeric(indicator.target)
  return value === null || !target ? '–' : `${Math.round((value / target) * 1000) / 10}%`
}

export const sourceText = (source: string) => spoken(`source.${source}`, t('source.none'))
