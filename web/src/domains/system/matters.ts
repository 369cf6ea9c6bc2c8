// A matter waits for somebody; a deadline is what orders it.
import { today } from '@/shared/session'
import { t } from '@/shared/words'

export interface Matter {
  id: string; kind: string; title: string; branch_name?: string; deadline?: string | null; state: string
  subject_type?: string; subject_id?: string; actions?: string[]; version?: number; reason?: string
}
export interface Home {
  matters: Matter[]; returned: Matter[]
  alerts: { indicator: string; name: string; en?: string; region: string; status: string; value: unknown; unit?: string; plan?: string; kind?: string; chance?: string; month?: string; up?: boolean; societies?: { region: string; name: string; days: number; usual: number }[] }[]
  jobs: { id: string; kind: string; state: string; done: number; total: number; started: string }[]
  notices: Notice[]
}

// Where the thing a matter is about is best looked at.
const PAGES: Record<string, string> = { 'evaluation.evaluation': '/evaluations', 'forms.return': '/forms', 'briefs.brief': '/briefs' }
export const pathOf = (type: string, id: string | undefined) => `${PAGES[type] ?? `/records/${type}`}/${id}`

// Instants arrive in UTC; a deadline is a day in Shanghai.
const dayOf = (text: string) => text.length > 10 ? new Date(new Date(text).getTime() + 8 * 3600e3).toISOString().slice(0, 10) : text

export function deadline(matter: Matter): { text: string; late: boolean; soon: boolean } {
  if (!matter.deadline) return { text: '', late: false, soon: false }
  const day = dayOf(String(matter.deadline))
  const left = Math.round((Date.parse(day) - Date.parse(today())) / 86400e3)
  const text = left < 0 ? t('due.late', { days: -left }) : left === 0 ? t('due.today') : left === 1 ? t('due.tomorrow') : t('due.in', { days: left })
  return { text, late: left < 0, soon: left >= 0 && left <= 1 }
}

export const byClock = (matters: Matter[]) => matters.slice().sort((a, b) => String(a.deadline || '9').localeCompare(String(b.deadline || '9')))

export interface Notice { id: string; at: string; code: string; about: string; remark: string; subject_type?: string; subject?: string; seen: boolean }
