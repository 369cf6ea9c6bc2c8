// What the server says of learning and exams, and a sitting that outlives a lost connection.
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { command, get, newId, send, type Problem } from '@/shared/client'
import { asProblem } from '@/shared/load'
import { session } from '@/shared/session'

export interface Standing { required: boolean; admitted: boolean; excused: boolean; reason: string; seconds: number; seconds_needed: number; quizzes: number; quizzes_needed: number }
export interface LessonLine { code: string; title: string; en: string; minutes: number; seconds: number; quiz: boolean; quiz_passed: boolean; done: boolean }
export interface SittingLine { id: string; attempt: number; state: string; started_at: string; ends_at: string; granted_s: number; extended_s: number; ended_by: string; submitted_at?: string; score?: number; passed?: boolean }
export interface ExamLine { id: string; state: string; opens_at: string; closes_at: string; sittings: SittingLine[] }
export interface Course { enrolment: string; title: string; course: string; place: string; start: string; exam_on: string; class_state: string; state: string; result: string; standing: Standing; lessons: LessonLine[]; exams: ExamLine[] }
export interface QuizItem { kind: string; stem: string; options: string[] }
export interface Lesson { lesson: LessonLine; lessons: LessonLine[]; text: string[]; video: string; picture: string; sources: string[]; quiz: QuizItem[]; beat_s: number }
export interface Question { ordinal: number; kind: string; stem: string; options: string[]; points: number; chosen: string; sequence: number }
export interface Sheet extends SittingLine { now: string; beat_s: number; grant_s_max: number; questions?: Question[] }
export interface Figures { used: number; rate?: number; discrimination?: number; chosen?: Record<string, number>; unanswered?: number; suspicions: string[] }
export interface QuestionLine { id: string; code: string; kind: string; topic: string; difficulty: number; stem: string; state: string; edition: number; branch: string; figures: Figures }
export interface Edition { id: string; edition: number; kind: string; topic: string; difficulty: number; stem: string; options: string[]; answer: string; bank_from: number; bank_until: number; account: string; at: string; figures: Figures }

export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F']
export const minutes = (seconds: number) => Math.floor(seconds / 60)
export const me = () => ({ account: session.value?.id ?? '' })
export const toggled = (chosen: string, letter: string, many: boolean) =>
  many ? LETTERS.filter((each) => (each === letter) !== chosen.includes(each)).join('') : letter

interface Kept { chosen: string; sequence: number; sent: boolean }

// Answers are kept on the phone first and sent one by one; what is not acknowledged is sent again.
export function useSitting(id: string) {
  const place = `boai.exam.${id}`
  const sheet = shallowRef<Sheet | null>(null)
  const answers = ref<Record<number, Kept>>(JSON.parse(localStorage.getItem(place) ?? '{}'))
  const offline = ref(false)
  const problem = ref<Problem | null>(null)
  const left = ref(0)
  // Moments by the server; what has passed since by the phone's stopwatch, which nobody can set.
  let heard = { now: 0, at: 0 }
  let beating: number | undefined
  let ticking: number | undefined
  let sending = false
  let ended = false

  const questions = computed(() => sheet.value?.questions ?? [])
  const unsent = computed(() => Object.values(answers.value).filter((one) => !one.sent).length)
  const writing = computed(() => sheet.value?.state === 'writing')
  const chosen = (ordinal: number) => answers.value[ordinal]?.chosen ?? ''
  const keep = () => localStorage.setItem(place, JSON.stringify(answers.value))

  function hear(news: Sheet): void {
    heard = { now: Date.parse(news.now), at: performance.now() }
    sheet.value = { ...news, questions: news.questions ?? sheet.value?.questions }
    offline.value = false
    count()
    if (news.state !== 'writing') leave()
  }
  function count(): void {
    if (!sheet.value) return
    left.value = Math.max(0, Math.round((Date.parse(sheet.value.ends_at) - heard.now - (performance.now() - heard.at)) / 1000))
  }
  function leave(): void {
    window.clearInterval(beating)
    window.clearInterval(ticking)
    if (sheet.value?.state === 'submitted' && !unsent.value) localStorage.removeItem(place)
  }
  function fail(fault: unknown): boolean {
    const what = asProblem(fault)
    offline.value = what.status === 0 || what.status === 502 || what.status === 503
    if (!offline.value) problem.value = what
    return offline.value
  }

  // What stands on the phone and is newer than what the server has.
  function take(first: Sheet): void {
    for (const one of first.questions ?? []) {
      const mine = answers.value[one.ordinal]
      if (!mine || mine.sequence <= one.sequence) answers.value[one.ordinal] = { chosen: one.chosen, sequence: one.sequence, sent: true }
    }
    keep()
  }
  async function begin(): Promise<void> {
    try {
      const first = await get<Sheet>(`/api/learn/sittings/${id}`)
      if (first.state === 'writing') take(first)
      hear(first)
      if (first.state !== 'writing' || ended) return
      await beat()
      beating = window.setInterval(beat, first.beat_s * 1000)
      ticking = window.setInterval(tick, 500)
    } catch (fault) { if (fail(fault) && !ended) window.setTimeout(begin, 2000) }
  }
  async function flush(): Promise<void> {
    if (sending) return
    sending = true
    try {
      for (const [ordinal, one] of Object.entries(answers.value)) {
        if (one.sent) continue
        const { chosen: letters, sequence } = one
        await command('training.give_answer', { ...me(), sitting: id, ordinal: Number(ordinal), chosen: letters, sequence }, { id: newId() })
        if (answers.value[Number(ordinal)].sequence === sequence) answers.value[Number(ordinal)].sent = true
        keep()
      }
    } catch (fault) { fail(fault) } finally { sending = false }
  }
  async function beat(): Promise<void> {
    if (!writing.value) return
    try {
      if (unsent.value) await flush()
      hear(await send<Sheet>('POST', `/api/learn/sittings/${id}/life`))
      if (unsent.value) await flush()
    } catch (fault) { fail(fault) }
  }
  function tick(): void {
    count()
    if (left.value === 0 && writing.value && !offline.value) submit()
  }
  function choose(ordinal: number, letters: string): void {
    if (!writing.value) return
    const before = answers.value[ordinal]
    answers.value[ordinal] = { chosen: letters, sequence: (before?.sequence ?? 0) + 1, sent: false }
    keep()
    flush()
  }
  let submitting = false
  async function submit(): Promise<void> {
    if (submitting) return
    submitting = true
    try {
      await flush()
      if (unsent.value && offline.value) return
      await command('training.submit_sitting', { ...me(), sitting: id }, { id: newId() })
      hear(await get<Sheet>(`/api/learn/sittings/${id}`))
    } catch (fault) { fail(fault) } finally { submitting = false }
  }
  // Once the network is back, at once and not at the next beat.
  const back = () => { beat() }
  window.addEventListener('online', back)
  onBeforeUnmount(() => { ended = true; leave(); window.removeEventListener('online', back) })
  return { sheet, questions, answers, chosen, offline, unsent, left, writing, problem, begin, choose, submit }
}
