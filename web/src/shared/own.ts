// Where somebody without a desk finds what is hers.
import type { Word } from './words'

export const ownLinks: { to: string; word: Word; test: string }[] = [
  { to: '/find', word: 'find.title', test: 'nav-find' },
  { to: '/my/classes', word: 'mine.title', test: 'nav-my-classes' },
  { to: '/learn', word: 'learn.title', test: 'nav-learn' },
  { to: '/my/certificates', word: 'hers.title', test: 'nav-mine' },
  { to: '/people/me', word: 'people.me', test: 'nav-own' },
]
