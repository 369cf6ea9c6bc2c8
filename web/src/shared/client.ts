// The one door to the server: JSON in and out, problems as exceptions, commands with their own id.
import { codeName } from './dictionary'
import { fill, spoken } from './words'

export interface Fault { field: string; code: string; detail: string }

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly field = '',
    readonly errors: Fault[] = [],
  ) {
    super(detail || code)
  }

  get text(): string {
    return wordsOf(this.code, this.detail)
  }
}

// "training.class_state" names the table in which its detail is a code; other details stand as they are.
export function wordsOf(code: string, detail: string): string {
  const family = code.split('.').pop() ?? ''
  return fill(spoken(`problem.${code}`, detail || spoken(`problem.any.${family}`, spoken('problem.unknown', code))), { detail: codeName(family, detail) })
}

export type Query = Record<string, string | number | undefined | null>

export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.append(name, String(value))
  const text = search.toString()
  return text ? `${path}${path.includes('?') ? '&' : '?'}${text}` : path
}

let token = ''
let whenLoggedOut: () => void = () => {}

export function holdToken(csrf: string): void { token = csrf }
export function onLoggedOut(action: () => void): void { whenLoggedOut = action }

export async function request<T>(method: string, path: string, body?: BodyInit | null, init: RequestInit = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...(init.headers as Record<string, string>) }
  if (method !== 'GET' && token) headers['X-CSRF-Token'] = token
  let answer: Response
  try {
    answer = await fetch(path, { ...init, method, body, headers, credentials: 'same-origin' })
  } catch (fault) {
    if ((fault as Error).name === 'AbortError') throw fault
    throw new Problem(0, 'client.offline', '')
  }
  const text = await answer.text()
  if (answer.ok) return (text ? JSON.parse(text) : undefined) as T
  throw refused(answer.status, text)
}

function refused(status: number, text: string): Problem {
  let body: Partial<Problem> & { title?: string } = {}
  try { body = JSON.parse(text) } catch { /* Not JSON: the status alone has to do. */ }
  const problem = new Problem(status, body.code ?? `http.${status}`, body.detail || body.title || '', body.field ?? '', body.errors ?? [])
  if (status === 401 && problem.code === 'session.required') whenLoggedOut()
  return problem
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return request<T>('GET', withQuery(path, query), null, { signal })
}

export function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  return request<T>(method, path, body === undefined ? null : JSON.stringify(body), {
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
  })
}

// A file the server makes on asking, such as a sheet to print.
export async function blob(method: string, path: string): Promise<Blob> {
  let answer: Response
  try {
    answer = await fetch(path, { method, headers: method !== 'GET' && token ? { 'X-CSRF-Token': token } : {}, credentials: 'same-origin' })
  } catch { throw new Problem(0, 'client.offline', '') }
  if (answer.ok) return answer.blob()
  throw refused(answer.status, await answer.text())
}

export interface Done { id: string; seq: number; subject: string; version: number }

// The caller keeps the id while it repeats the same attempt, so a lost answer never doubles a change.
export function command(name: string, fields: Record<string, unknown>, options: { id?: string; dryRun?: boolean } = {}): Promise<Done> {
  const path = `/api/commands/${name}${options.dryRun ? '?dry_run=1' : ''}`
  return send<Done>('POST', path, { id: options.id ?? newId(), ...fields })
}

export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
