// Commands that must not wait for a network: kept on this device until the server has taken each one once. A command keeps its
// own id, so that sending it twice changes nothing.
import { ref } from 'vue'
import { command, newId, Problem } from './client'
import { loadSession } from './session'

export interface Kept { id: string; account: string; name: string; fields: Record<string, unknown>; at: string; about: string; code?: string; detail?: string }

const PLACE = 'boai.outbox'
const read = (): Kept[] => { try { return JSON.parse(localStorage.getItem(PLACE) ?? '[]') } catch { return [] } }
export const outbox = ref<Kept[]>(read())
const write = () => localStorage.setItem(PLACE, JSON.stringify(outbox.value))
window.addEventListener('storage', (event) => { if (event.key === PLACE) outbox.value = read() })

// `about` is what the page calls it by: no name, only ids.
export function keep(account: string, name: string, fields: Record<string, unknown>, about: string): Kept {
  const kept: Kept = { id: newId(), account, name, fields, at: new Date().toISOString(), about }
  outbox.value = [...read(), kept]
  write()
  return kept
}

export function drop(id: string): void {
  outbox.value = read().filter((one) => one.id !== id)
  write()
}

function refuse(id: string, problem: Problem): void {
  outbox.value = read().map((one) => (one.id === id ? { ...one, code: problem.code, detail: problem.detail } : one))
  write()
}

let sending: Promise<number> | null = null

// Sends what waits, in its order; true faults stay with their reason, a missing network ends the round. How many went.
export function flush(account: string, sent: (one: Kept) => void = () => {}): Promise<number> {
  sending ??= round(account, sent).finally(() => { sending = null })
  return sending
}

const temporary = (problem: Problem) => problem.status === 0 || problem.status === 401 || problem.status === 429 || problem.status >= 500

async function round(account: string, sent: (one: Kept) => void): Promise<number> {
  let count = 0
  let fresh = false
  // What is put in while the round runs goes with it.
  for (;;) {
    const one = outbox.value.find((each) => !each.code && each.account === account)
    if (!one) return count
    try {
      // A session may have been renewed while the device was away: the token is asked for anew, once a round.
      if (!fresh) { if ((await loadSession())?.account !== account) return count; fresh = true }
      // What says when it is sent differs at every try: a half day counts once by itself, so each try has its own id.
      const stamped = 'device_at' in one.fields
      await command(one.name, stamped ? { ...one.fields, device_sent_at: new Date().toISOString() } : one.fields, { id: stamped ? newId() : one.id })
      drop(one.id)
      sent(one)
      ++count
    } catch (fault) {
      if (!(fault instanceof Problem) || temporary(fault)) return count
      refuse(one.id, fault)
    }
  }
}
