// Where a bar, its target and its expected mark stand on a track that ends at 125 % of the target.
// Beyond that the bar is drawn broken and says its percentage, so 239 % reads as well as 90 %.
import { numeric } from '../format'

const END = 1.25

export interface Bullet { bar: number; target: number | null; expected: number | null; percent: number | null; broken: boolean }

export function bullet(value: unknown, target: unknown, expected: unknown): Bullet {
  const now = numeric(value)
  const goal = numeric(target)
  if (goal === null || goal <= 0) return { bar: 0, target: null, expected: null, percent: null, broken: false }
  const place = (number: number | null) => number === null ? null : Math.max(0, Math.min(100, (number / goal / END) * 100))
  const share = now === null ? null : now / goal
  return {
    bar: place(now) ?? 0,
    target: 100 / END,
    expected: place(numeric(expected)),
    percent: share === null ? null : Math.round(share * 100),
    broken: share !== null && share > END,
  }
}
