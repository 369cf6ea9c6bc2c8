// What the office reads: ten thousands and hundred millions, shares, ratios, money, Shanghai days.
import { afterEach, expect, test } from 'vitest'
import { amount, figure, instantText, lastDayOf, numeric, periodText, short, dayOf } from '@/shared/format'
import { tongue } from '@/shared/words'

afterEach(() => { tongue.value = 'zh' })

test.each([
  [999, '999'], [13012, '13,012'], [99999, '99,999'], [118400, '11.84万'], [1184213, '118.4万'], [1362000000, '13.62亿'], [-250000, '-25万'],
])('%d reads %s', (value, text) => expect(short(value)).toBe(text))

test('English has its own steps', () => {
  tongue.value = 'en'
  expect([short(1184213), short(1362000000), short(215000)]).toEqual(['1.18M', '1.36B', '215K'])
})

test.each([
  ['10.93', '%', '10.9%'], ['9.731', '%', '9.73%'], ['0.0209', '比', '1:47.8'], [1362000000, '元', '13.62亿'], [136200000000, 'fen', '13.62亿'], [1, '是否', '✓'], [null, '人', '–'], ['', '%', '–'],
])('%s %s shows %s', (value, unit, text) => expect(figure(value, unit).text).toBe(text))

test('the exact value stands behind the short one', () => {
  expect(figure(1184213, '人').exact).toBe('1,184,213 人')
  expect(amount(123456, 'fen')).toBe('¥1,234.56')
})
test('a ratio in words is a number', () => expect(numeric('1:50')).toBe(0.02))
test('Shanghai is eight hours ahead', () => expect(instantText('2026-11-22T17:30:00Z')).toBe('2026-11-23 01:30'))
test('a day stays a day', () => expect(instantText('2026-11-22')).toBe('2026-11-22'))
test('a period ends on its last day', () => expect([lastDayOf('2024-02'), lastDayOf('2025')]).toEqual(['2024-02-29', '2025-12-31']))
test('periods are spoken', () => expect([periodText('2025'), periodText('2025-06')]).toEqual(['2025年', '2025年6月']))

test('a day may be typed in four ways, and an impossible one is none', () => {
  for (const [typed, day] of [['2026-11-23', '2026-11-23'], ['2026/1/5', '2026-01-05'], ['20261123', '2026-11-23'], ['2026.2.29', null], ['23.11.2026', null], ['', null]] as const) expect(dayOf(typed), typed).toBe(day)
})
