// What the certificate pages share: rows as the server tells them, states as words and colours.
import type { Word } from '@/shared/words'

export type CertificateState = 'valid' | 'due' | 'extended' | 'grace' | 'expired' | 'renewed' | 'revoked'
export const STATES: CertificateState[] = ['valid', 'due', 'grace', 'expired', 'extended', 'revoked', 'renewed']
export interface CertificateRow { id: string; number: string; name: string; course: string; society: string; day: string; valid_until: string; state: CertificateState; edition: number; signed: boolean; text?: string; address?: string }
export interface CertificateEvent { kind: string; day: string | null; until: string | null; reason: string; account: string }
export interface CertificateMessage { id: string; last_day: string; channel: string; state: string; reason: string; sent_at: string | null; due_at: string | null }
export interface CertificateSheet extends CertificateRow {
  person: string; class?: string; issued_until: string; signed_on: string | null; signed_by: string; renews?: string; renewed_by?: string
  decree?: { id: string; title: string; document: string }; events: CertificateEvent[]; messages: CertificateMessage[]
}

export const holds = (state: CertificateState) => ['valid', 'due', 'extended'].includes(state)
export const badge = (state: CertificateState) => ({ calm: holds(state) && state !== 'due', grey: ['expired', 'renewed'].includes(state) })
// 32 320102 2026 03 000123 7: in the groups it is made of.
export const grouped = (number: string) => (/^\d{20}.$/.test(number) ? number.replace(/^(..)(.{6})(.{4})(..)(.{6})(.)$/, '$1 $2 $3 $4 $5 $6') : number)
export const SENTENCES: Record<CertificateState, Word> = { valid: 'hers.valid', due: 'hers.due', extended: 'hers.extended', grace: 'hers.grace', expired: 'hers.expired', renewed: 'hers.renewed', revoked: 'hers.revoked' }
