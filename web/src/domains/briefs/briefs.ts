// A brief's shapes as the server sends them.
import { command, get, request, send, withQuery } from '@/shared/client'
import { codeName } from '@/shared/dictionary'

export interface Brief {
  id: string; version: number; branch: string; title: string; plan: string; region: string; region_name: string; year: number; month: number
  as_of: string; state: string; author: string; summary: string; reasons: string; requests: string; returned_reason?: string
  approved_by?: string; approved_at?: string; figures_at?: string
}
export interface Template { id: string; code: string; name: string; en?: string; format: string; edition: number; state: string; bytes: number; society?: string }
export interface BriefFigure {
  code: string; purpose: string; indicator: string; name: string; en?: string; unit: string; region: string; region_name: string
  year: number; month: number; as_of: string; value: string; target: string; expected: string; status: string
}
export interface Made { id: string; template: string; name: string; kind: string; bytes: number }
export interface Whole { brief: Brief; plan_name: string; society: string; figures: BriefFigure[]; templates: Template[]; documents: Made[]; bare: string[] }
export interface Compared { figures: number; differences: number; as_of: string; examples: { code: string; indicator: string; name: string; region: string; frozen: string; board: string }[] }

export interface Run { text: string; size: number; bold?: boolean; raised?: boolean; colour?: string; link?: string }
export interface Drawn { src: string; width: number; height: number }
export interface Block {
  runs?: Run[]; pictures?: Drawn[]; align?: string; before?: number; after?: number; line?: number; bullet?: string; fill?: string; rule?: string
  columns?: number[]; rows?: { header: boolean; cells: { span: number; fill: string; paragraphs: Block[] }[] }[]
}
export interface Box { x: number; y: number; width: number; height: number; inset: number; fill: string; vertical: string; blocks: Block[]; picture?: Drawn }
export interface Sheet { width: number; height: number; margins: number[]; fill: string; blocks: Block[]; footer: Block[]; boxes: Box[]; sheet?: string[][] }

export const briefs = (signal?: AbortSignal) => get<{ items: Brief[]; next: string | null }>('/api/records/briefs.brief', { limit: 100 }, signal)
export const templates = (signal?: AbortSignal) => get<{ templates: Template[] }>('/api/briefs/templates', undefined, signal)
export const whole = (id: string, signal?: AbortSignal) => get<Whole>(`/api/briefs/${id}`, undefined, signal)
export const preview = (id: string, template: string, signal?: AbortSignal) => get<{ pages: Sheet[] }>(`/api/briefs/${id}/preview`, { template }, signal)
export const differences = (id: string) => get<Compared>(`/api/briefs/${id}/differences`)
export const makeDocuments = (id: string) => send('POST', `/api/briefs/${id}/documents`)

// Figures and documents in one go; the brief is there even when a document could not be made.
export async function draft(fields: Record<string, unknown>, id: string): Promise<string> {
  const done = await command('briefs.draft', fields, { id })
  await makeDocuments(done.subject)
  return done.subject
}

export function bring(file: File, about: { code: string; name: string; branch: string }, check: boolean): Promise<{ format: string; id?: string }> {
  return request('POST', withQuery('/api/briefs/templates', { ...about, check: check ? '1' : undefined }), file, { headers: { 'Content-Type': 'application/octet-stream' } })
}

export const stateOf = (brief: { state: string }) => codeName('brief_state', brief.state)
export const changeable = (brief: { state: string }) => brief.state === 'draft' || brief.state === 'returned'
