// Asks the server, keeps the last answer while it asks again, and drops an answer that comes too late.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { Problem } from './client'

export interface Loaded<T> {
  data: ShallowRef<T | null>; problem: ShallowRef<Problem | null>; busy: Ref<boolean>; run: () => Promise<void>
}

export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  let current: AbortController | null = null

  async function run(): Promise<void> {
    current?.abort()
    const mine = (current = new AbortController())
    busy.value = true
    try {
      const answer = await ask(mine.signal)
      if (mine !== current) return
      data.value = answer
      problem.value = null
    } catch (fault) {
      if (mine !== current || (fault as Error).name === 'AbortError') return
      problem.value = asProblem(fault)
    } finally {
      if (mine === current) busy.value = false
    }
  }
  onScopeDispose(() => current?.abort())
  return { data, problem, busy, run }
}

export function asProblem(fault: unknown): Problem {
  return fault instanceof Problem ? fault : new Problem(0, 'client.fault', String((fault as Error)?.message ?? fault))
}
