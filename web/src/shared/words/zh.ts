// The office's words. English stands in en/ under the same keys; `npm run words` keeps the two equal.
import { classes } from './zh/classes'
import { house } from './zh/house'
import { instructors } from './zh/instructors'
import { papers } from './zh/papers'
import { people } from './zh/people'
import { planning } from './zh/planning'
import { refusals } from './zh/refusals'
import { training } from './zh/training'

export const zh = { ...classes, ...house, ...instructors, ...papers, ...people, ...planning, ...refusals, ...training } as const
