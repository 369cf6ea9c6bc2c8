import { describe, expect, it } from 'vitest'
import { cellsText, decimal, gridOf, micro, remainder, type Share } from '@/domains/plan/targets'

const row = (kind: string, region: string, year: number, value: string, more: Partial<Share> = {}): Share => ({ kind, region, name: region, year, department: null, value, locked: false, ...more })

describe('the sums of the target desk', () => {
  it('are exact where floating numbers are not', () => {
    expect(decimal(micro('0.1')! + micro('0.2')!)).toBe('0.3')
    expect(decimal(micro('123456789012.000001')!)).toBe('123456789012.000001')
    expect(decimal(micro('-12.5')!)).toBe('-12.5')
    expect(micro('1e9')).toBeNull()
    expect(micro('')).toBeNull()
    expect(micro('1,200')).toBe(BigInt(1200000000))
  })
  it('say what is left of a year, cities only, the reserve counted in', () => {
    const grid = gridOf([row('year', '32', 2026, '100'), row('region', '3202', 2026, '60'), row('region', '3201', 2026, '30'), row('region', '320102', 2026, '30'), row('reserve', '32', 2026, '5')], '32')
    expect(grid.lines.map((line) => line.region)).toEqual(['3201', '320102', '3202'])
    expect(decimal(remainder(grid, grid.cells, '32', 2026, '100', micro(grid.reserve[2026])!))).toBe('15')
    expect(decimal(remainder(grid, { ...grid.cells, '3201/2026': '46' }, '32', 2026, '100', micro('5')!))).toBe('-1')
  })
  it('go to the server as places, years and departments', () => {
    expect(cellsText({ '3201/2026': '1,200', '32/2026/training': '7' })).toBe('3201/2026=1200,32/2026/training=7')
    expect(cellsText({ '3201/0': '5' })).toBe('3201=5')
  })
})
