// English, by the same rules as the Chinese, not word for word.
import { classes } from './en/classes'
import { house } from './en/house'
import { instructors } from './en/instructors'
import { learning } from './en/learning'
import { papers } from './en/papers'
import { people } from './en/people'
import { planning } from './en/planning'
import { refusals } from './en/refusals'
import { certificates } from './en/certificates'
import { sites } from './en/sites'
import { training } from './en/training'
import type { Word } from './index'

export const en: Record<Word, string> = { ...classes, ...house, ...instructors, ...learning, ...papers, ...people, ...planning, ...refusals, ...sites, ...training, ...certificates }
