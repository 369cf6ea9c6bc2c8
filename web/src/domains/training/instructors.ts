// An instructor as the pages show her: her standing in words and shapes.
import { codeName } from '@/shared/dictionary'
import { dayText } from '@/shared/format'
import { regionName } from '@/shared/regions'
import { spoken, t } from '@/shared/words'

export interface Missing { what: string; amount: number; by: string | null }
export interface Standing { state: string; may_teach: boolean; level: string; from: string | null; until: string | null; missing: Missing[]; regions: { region: string; from: string | null; until: string | null }[]; why: string[] }
export interface Listed { id: string; name: string; society: string; standing: Standing }
export interface Fact { id: string; day: string; what: string; amount: number; level: string; region: string; until: string | null; way: string; source: string; recorded: string; struck: boolean; reason?: string; class?: string }
export interface Absence { id: string; since: string; until: string; half: string }
export interface Sheet {
  id: string; name: string; society: string; branch: string; person: string; own: boolean; placed: boolean; on: string; known: string | null
  standing: Standing; facts: Fact[]; years: { year: number; taught: number; asked: number }[]; absences: Absence[]
}
export interface Candidate { instructor: string; name: string; society: string; state: string; level: string; until: string | null; fault: string; detail: string; distance_km: number | null; from_centre: boolean; classes_this_year: number }
export interface OwnClass { id: string; title: string; course: string; place: string; start: string; exam_on: string; state: string; society: string; roles: string[] }
export interface Mine { instructor: Sheet | null; coming: OwnClass[]; past: OwnClass[] }

const SHAPES: Record<string, string> = { valid: '●', due: '◐', lacking: '◐', grace: '▲', dormant: '▲', lapsed: '▲', suspended: '■', revoked: '■', ended: '○', none: '○' }
export const shapeOf = (state: string) => SHAPES[state] ?? '○'
export const stateWord = (standing: Standing) => codeName('instructor_state', standing.state)
export const calm = (standing: Standing) => standing.state === 'valid'
export const levelWord = (level: string) => (level ? codeName('instructor_level', level) : '–')
export const missingText = (missing: Missing) => {
  const what = t(missing.what === 'teaching_hours' ? 'instructor.missing_hours' : missing.what === 'retraining_days' ? 'instructor.missing_days' : 'instructor.missing_training', { amount: missing.amount })
  return missing.by ? t('instructor.missing_by', { what, day: dayText(missing.by) }) : what
}
export const regionsText = (standing: Standing) => standing.regions.map((one) => regionName(one.region) + (one.until ? t('instructor.region_until', { day: dayText(one.until) }) : '')).join(' · ') || '–'
// "valid", or a day with what it says: "2022-03-01 training_too_short".
export function whyText(why: string): string {
  const [first, rest] = why.split(' ')
  return rest ? `${dayText(first)} ${spoken(`instructor.why.${rest}`, rest)}` : codeName('instructor_state', first)
}
export function factText(fact: Fact): string {
  if (['trained', 'taught'].includes(fact.what)) return [fact.level ? levelWord(fact.level) : '', t('instructor.hours', { amount: fact.amount })].filter(Boolean).join(' ')
  if (fact.what === 'retrained') return t('instructor.days', { amount: fact.amount })
  if (fact.region) return regionName(fact.region) + (fact.until ? t('instructor.region_until', { day: dayText(fact.until) }) : '')
  return ''
}
export const absenceText = (one: Absence) => `${dayText(one.since)} – ${dayText(one.until)}${one.half ? ` ${codeName('half_day', one.half)}` : ''}`
