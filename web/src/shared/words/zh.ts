// The office's words. English stands in en/ under the same keys; `npm run words` keeps the two equal.
import { classes } from './zh/classes'
import { house } from './zh/house'
import { instructors } from './zh/instructors'
import { learning } from './zh/learning'
import { papers } from './zh/papers'
import { people } from './zh/people'
import { planning } from './zh/planning'
import { refusals } from './zh/refusals'
import { certificates } from './zh/certificates'
import { sites } from './zh/sites'
import { training } from './zh/training'

export const zh = { ...classes, ...house, ...instructors, ...learning, ...papers, ...people, ...planning, ...refusals, ...sites, ...training, ...certificates } as const
