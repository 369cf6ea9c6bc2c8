// Who is at the desk: the server's answer to GET /api/session, nothing of our own.
import { shallowRef } from 'vue'
import { get, holdToken, Problem, send } from './client'

export interface Role { role: string; branch: string; branch_name: string; region: string; since: string; role_name?: string }
export interface Session {
  id?: string; account: string; name: string; csrf: string; demo: boolean; today: string
  roles: Role[]; rights: string[]; region: string; second_factor?: boolean; must_change?: boolean
}

export const session = shallowRef<Session | null>(null)

export async function loadSession(): Promise<Session | null> {
  try {
    session.value = await get<Session>('/api/session')
    holdToken(session.value.csrf)
  } catch (problem) {
    if ((problem as Problem).status !== 401) throw problem
    session.value = null
  }
  return session.value
}

// Who took work along may go on without a network, on the pages that allow it; the server asks again for every command.
const AWAY = 'boai.away'
export function rememberAway(): void {
  if (session.value) localStorage.setItem(AWAY, JSON.stringify({ ...session.value, csrf: '' }))
}
export function forgetAway(): void { localStorage.removeItem(AWAY) }
export async function beginSession(): Promise<void> {
  try { await loadSession() } catch (problem) {
    if ((problem as Problem).status !== 0) return
    try { session.value = JSON.parse(localStorage.getItem(AWAY) ?? 'null') } catch { session.value = null }
  }
}

export async function logIn(account: string, password: string, code: string): Promise<void> {
  const answer = await send<{ csrf: string }>('POST', '/api/session', { account, password, ...(code ? { code } : {}) })
  holdToken(answer.csrf)
  await loadSession()
}

export async function logOut(): Promise<void> {
  await send('DELETE', '/api/session')
  session.value = null
}

// A right is held by name, by its domain ("training.*") or altogether ("*").
export function may(right: string | undefined): boolean {
  const rights = session.value?.rights ?? []
  if (!right || right === 'self') return true
  return rights.some((held) => held === right || held === '*' || (held.endsWith('.*') && right.startsWith(held.slice(0, -1))))
}

export function homeRegion(): string {
  return session.value?.region || session.value?.roles[0]?.region || '32'
}

export function today(): string {
  return session.value?.today ?? new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)
}
