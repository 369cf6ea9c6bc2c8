// A person as the pages show her, and what comparing two of them found, in words and shapes.
import { send } from '@/shared/client'
import { codeName, dictionary } from '@/shared/dictionary'
import { may } from '@/shared/session'
import { spoken } from '@/shared/words'

export interface Papers { id: string; name: string; document_kind: string; document: string | null; phone: string | null; birthday: string | null; state: string }
export interface Relation { purpose: string; since: string; until: string | null; society: string; code: string }
export interface Found { items: (Papers & { relations: Relation[] })[]; by: 'number' | 'name'; more: boolean; stopped: boolean }
export interface Reason { field: string; finding: string }
export interface Side { person: Papers; relations: Relation[]; consents: number; records: Record<string, number>; linked: boolean }
export interface Pair { id: string; version: number; score: number; verdict: string; found: string; reasons: Reason[]; sides: [Side, Side] }
export interface Candidate extends Side { verdict: string; reasons: Reason[] }
export interface Consent { id: string; version?: number; use: string; text: number; channel: string; given: string; guardian: string | null; withdrawn: string | null; withdrawn_by: string | null }
export interface Merge { id: string; absorbed: string; reason: string; state: string; account: string; day: string; undone_reason: string | null }
export interface Look { at: string; who: string; society: string; purpose: string; type: string }
export interface Card {
  person: Papers; version: number; linked: boolean; also: Papers[]; relations: Relation[]; consents: Consent[]
  records: Record<string, Record<string, unknown>[]>; merges: Merge[]; looks: Look[] | null
}

export type Level = 'same' | 'near' | 'other' | 'missing'
const SAME = ['same', 'variant']
const OTHER = ['differs', 'differs_valid', 'generation', 'family_phone', 'twins']
export const SHAPES: Record<Level, string> = { same: '●', near: '◐', other: '▲', missing: '○' }

export function levelOf(reason: Reason | undefined): Level {
  if (!reason) return 'missing'
  return SAME.includes(reason.finding) ? 'same' : OTHER.includes(reason.finding) ? 'other' : 'near'
}
export const fieldWord = (field: string) => spoken(`people.field.${field}`, field)
export const findingWord = (reason: Reason) => spoken(`people.finding.${reason.finding}`, reason.finding)
export const reasonText = (reason: Reason) => `${fieldWord(reason.field)} ${findingWord(reason)}`
export const societiesOf = (relations: Pick<Relation, 'society'>[]) => [...new Set(relations.map((one) => one.society))]
export const documentText = (papers: Papers) => `${codeName('document_kind', papers.document_kind)} ${papers.document ?? ''}`.trim()

// What the person may look for: each purpose has its right.
export const purposes = () => (dictionary()?.codes.purpose ?? []).filter((one) => may(one.right)).map((one) => one.code)
// The look is written down on the server before the values come.
export const disclosed = (id: string, purpose: string) => send<Papers>('POST', `/api/records/people.person/${id}/disclosure`, { purpose })
