// Seven states, each a shape and a word and a colour, so that none depends on the eye for colour.
import { t } from '../words'

export type Status = 'on_track' | 'at_risk' | 'behind' | 'met' | 'missed' | 'no_data' | 'not_applicable'

const FACES: Record<Status, { shape: string; colour: string }> = {
  on_track: { shape: '●', colour: 'var(--status-on)' },
  at_risk: { shape: '▲', colour: 'var(--status-risk)' },
  behind: { shape: '▼', colour: 'var(--status-behind)' },
  met: { shape: '◆', colour: 'var(--status-met)' },
  missed: { shape: '■', colour: 'var(--status-missed)' },
  no_data: { shape: '–', colour: 'var(--status-none)' },
  not_applicable: { shape: '○', colour: 'var(--status-none)' },
}

export const STATUSES = Object.keys(FACES) as Status[]

export function faceOf(status: string): { shape: string; colour: string; word: string } {
  const known = (status in FACES ? status : 'no_data') as Status
  return { ...FACES[known], word: t(`status.${known}`) }
}
