// What training asks of whoever is here today, as GET /api/training/today says it.
import { get } from '@/shared/client'

export interface TodayClass { id: string; title: string; course: string; society: string; place: string; start: string; exam_on: string; state: string; roles?: string[]; enrolment_state?: string; exam_open?: boolean }
export interface Wait { what: 'to_publish' | 'to_close' | 'to_issue'; count: number; classes: TodayClass[] }
export interface Today { today: TodayClass[]; waits: Wait[]; tellings: number; teaching: TodayClass[]; own: TodayClass[]; certificates: { id: string; course: string; valid_until: string; state: string }[] }

export const loadToday = (signal: AbortSignal): Promise<Today> => get('/api/training/today', undefined, signal)
