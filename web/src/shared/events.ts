// One live connection for the whole window. It says when it is lost, and comes back by itself.
import { onScopeDispose, ref } from 'vue'

export interface Commit { seq: number; types: string[]; measures: string[] }
export interface JobNews { id: string; state: string; done: number; total: number }

export const live = ref<'on' | 'lost' | 'off'>('off')
const heard = { commit: new Set<(news: Commit) => void>(), job: new Set<(news: JobNews) => void>() }
let source: EventSource | null = null
let retry = 0
let timer: number | undefined

export function connect(): void {
  if (source || typeof EventSource === 'undefined') return
  source = new EventSource('/api/events')
  source.onopen = () => {
    const healed = live.value === 'lost'
    retry = 0
    live.value = 'on'
    if (healed) tell('commit', { seq: 0, types: [], measures: [] })
  }
  source.onerror = () => {
    live.value = 'lost'
    if (source?.readyState !== EventSource.CLOSED) return
    disconnect('lost')
    timer = window.setTimeout(connect, Math.min(30000, 1000 * 2 ** retry++))
  }
  source.addEventListener('commit', (event) => tell('commit', JSON.parse((event as MessageEvent).data)))
  source.addEventListener('job', (event) => tell('job', JSON.parse((event as MessageEvent).data)))
}

export function disconnect(state: 'off' | 'lost' = 'off'): void {
  source?.close()
  source = null
  window.clearTimeout(timer)
  live.value = state
}

function tell(kind: 'commit' | 'job', news: Commit | JobNews): void {
  for (const listener of heard[kind]) (listener as (news: Commit | JobNews) => void)(news)
}

export function onJob(listener: (news: JobNews) => void): void {
  heard.job.add(listener)
  onScopeDispose(() => heard.job.delete(listener))
}

// At most once a second, however many commits arrive; the last one is never lost.
export function onCommit(listener: (news: Commit) => void): void {
  let waiting: number | undefined
  let last = 0
  let gathered: Commit = { seq: 0, types: [], measures: [] }
  const fire = () => {
    waiting = undefined
    last = Date.now()
    const news = gathered
    gathered = { seq: 0, types: [], measures: [] }
    listener(news)
  }
  const gather = (news: Commit) => {
    gathered = {
      seq: Math.max(gathered.seq, news.seq),
      types: [...new Set([...gathered.types, ...(news.types ?? [])])],
      measures: [...new Set([...gathered.measures, ...(news.measures ?? [])])],
    }
    waiting ??= window.setTimeout(fire, Math.max(0, 1000 - (Date.now() - last)))
  }
  heard.commit.add(gather)
  onScopeDispose(() => { heard.commit.delete(gather); window.clearTimeout(waiting) })
}
