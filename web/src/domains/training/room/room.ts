// A class taken along on one phone: the roster is held here, what is done in the room waits in the outbox, and both meet again when
// there is a network.
import { computed, ref } from 'vue'
import { roomPlace } from '@/shared/away'
import { get, Problem, send } from '@/shared/client'
import { asProblem } from '@/shared/load'
import { flush, keep, outbox, type Kept } from '@/shared/outbox'
import { rememberAway, session, today } from '@/shared/session'

export interface Step { name: string; en: string; must: boolean }
export interface Station { code: string; name: string; en: string; steps: Step[] }
export interface Mark { id: string; enrolment: string; kind: 'theory' | 'station'; item: string; attempt: number; score: number; passed: boolean; missed: string; waiting?: boolean }
export interface Trainee { id: string; name: string; state: string; half_days: (string | null)[]; result: string; result_reason: string; code: string }
export interface HalfDay { id: string; day: string; half: string }
export interface Room {
  class: { id: string; title: string; course: string; place: string; start: string; exam_on: string; seats: number; taken: number; waiting: number; state: string }
  sessions: HalfDay[]; trainees: Trainee[]; stations: Station[]; examiners: { id: string; name: string }[]; marks: Mark[]
  theory_pass: number; theory_attempts: number; station_attempts: number
  taken_on: string; account: string
}

const held = (id: string): Room | null => {
  try {
    const room = JSON.parse(localStorage.getItem(roomPlace(id)) ?? 'null') as Room | null
    return room && room.account === session.value?.account ? room : null
  } catch { return null }
}

export function deviceName(): string {
  let name = localStorage.getItem('boai.device')
  if (!name) localStorage.setItem('boai.device', (name = Math.random().toString(36).slice(2, 8)))
  return name
}

// The program itself is held for the way back into the pages of the room.
async function holdPages(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  await Promise.all([import('./AttendancePage.vue'), import('./ChecklistPage.vue'), import('jsqr')])
  await navigator.serviceWorker.register('/sw.js')
  const loaded = performance.getEntriesByType('resource').map((one) => new URL(one.name)).filter((one) => one.origin === location.origin && one.pathname.startsWith('/assets/'))
  const linked = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[href^="/assets/"],script[src^="/assets/"]')].map((one) => ('src' in one ? one.src : one.href))
  const cache = await caches.open('boai-room')
  await cache.addAll([...new Set(['/', '/api/dictionary', ...loaded.map((one) => one.href), ...linked])])
}

export function useRoom(id: string) {
  const room = ref<Room | null>(held(id))
  const problem = ref<Problem | null>(null)
  const busy = ref(false)
  const away = ref(false)
  const account = computed(() => session.value?.account ?? '')
  const ready = ref(false)  // all that is needed without a network is on this device

  function hold(fresh: Room): void {
    room.value = fresh
    localStorage.setItem(roomPlace(id), JSON.stringify(fresh))
    rememberAway()
  }

  async function take(): Promise<void> {
    busy.value = true
    problem.value = null
    try {
      const answer = await send<Omit<Room, 'taken_on' | 'account'>>('POST', `/api/training/classes/${id}/roster`, {})
      hold({ ...answer, taken_on: today(), account: account.value })
      away.value = false
      holdPages().then(() => { ready.value = true }, () => { ready.value = false })
    } catch (fault) {
      const told = asProblem(fault)
      away.value = told.status === 0
      if (!away.value || !room.value) problem.value = told
    }
    busy.value = false
  }

  // What others did meanwhile, without looking at the names once more; a new trainee needs the roster anew.
  async function refresh(): Promise<void> {
    if (!room.value || room.value.taken_on !== today()) return take()
    try {
      const sheet = await get<Pick<Room, 'class' | 'sessions' | 'trainees'>>(`/api/training/classes/${id}`)
      const known = new Map(room.value.trainees.map((one) => [one.id, one]))
      if (sheet.trainees.some((one) => !known.has(one.id))) return take()
      hold({ ...room.value, class: sheet.class, sessions: sheet.sessions, trainees: sheet.trainees.map((one) => ({ ...known.get(one.id)!, ...one, name: known.get(one.id)!.name })) })
      away.value = false
      holdPages().then(() => { ready.value = true }, () => { ready.value = false })
    } catch (fault) { away.value = asProblem(fault).status === 0 }
  }

  const mine = computed(() => outbox.value.filter((one) => one.about.startsWith(`${id}/`) && one.account === account.value))
  const toSend = computed(() => mine.value.filter((one) => !one.code))
  const turnedDown = computed(() => mine.value.filter((one) => one.code))

  function put(name: string, fields: Record<string, unknown>, about: string): Kept {
    const kept = keep(account.value, name, fields, `${id}/${about}`)
    sync()
    return kept
  }

  // What was taken by the server is written into the roster held here.
  function settle(one: Kept): void {
    const here = room.value
    if (!here) return
    if (one.name === 'training.sign_in_trainee' || one.name === 'training.excuse') {
      const at = here.sessions.findIndex((each) => each.id === one.fields.session)
      const trainee = here.trainees.find((each) => each.id === one.fields.enrolment)
      if (trainee && at >= 0) trainee.half_days[at] = one.name === 'training.excuse' ? 'excused' : 'present'
    } else here.marks.push(markOf(one))
    hold({ ...here })
  }
  function markOf(one: Kept): Mark {
    const theory = one.name === 'training.mark_theory'
    const score = Number(one.fields.score ?? 0)
    const item = String(one.fields.station ?? '')
    const earlier = (room.value?.marks ?? []).filter((mark) => mark.enrolment === one.fields.enrolment && mark.item === item && (mark.kind === 'theory') === theory).length
    return { id: '', enrolment: String(one.fields.enrolment), kind: theory ? 'theory' : 'station', item, attempt: earlier + 1, score, passed: theory ? score >= (room.value?.theory_pass ?? 0) : !!one.fields.passed, missed: String(one.fields.missed ?? '') }
  }

  async function sync(): Promise<void> {
    const before = toSend.value.length
    const count = await flush(account.value, settle)
    away.value = before > 0 && count === 0 && toSend.value.length > 0
  }

  const marks = computed<Mark[]>(() => [...(room.value?.marks ?? []), ...toSend.value.filter((one) => one.name.startsWith('training.mark_')).map((one) => ({ ...markOf(one), waiting: true }))])
  function attended(trainee: Trainee, at: number): 'present' | 'excused' | 'waiting' | null {
    const session_ = room.value?.sessions[at]?.id
    if (toSend.value.some((one) => one.fields.session === session_ && one.fields.enrolment === trainee.id)) return 'waiting'
    return (trainee.half_days[at] as 'present' | 'excused' | null) ?? null
  }

  return { room, problem, busy, away, ready, take, refresh, put, sync, toSend, turnedDown, marks, attended }
}
