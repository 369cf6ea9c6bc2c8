// The board's small rules: bars, marks, map classes, the slider.
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { momentOf, periods } from '@/domains/plan/plan'
import BulletBar from '@/shared/bullet/BulletBar.vue'
import { bullet } from '@/shared/bullet/bullet'
import { classify, codeOf, neighbour, shapes, type Shape } from '@/shared/map/map'
import { STATUSES, faceOf } from '@/shared/status/status'
import StatusMark from '@/shared/status/StatusMark.vue'

test('a bar over 200 % is broken and says so', () => {
  expect(bullet(215000, 90000, 88000)).toMatchObject({ bar: 100, percent: 239, broken: true })
  expect(mount(BulletBar, { props: { value: 215000, target: 90000, status: 'met' } }).text()).toContain('239%')
})
test('a bar within reach is not', () => expect(bullet('10.9', '12', '11.6')).toMatchObject({ percent: 91, broken: false }))
test('without a target there is no bar', () => expect(bullet(5, null, null).percent).toBeNull())
test('no figure is no bar but keeps its target', () => expect(bullet(null, 800, 700)).toMatchObject({ bar: 0, target: 80, percent: null }))

test('every status has its own shape and word', () => {
  expect(new Set(STATUSES.map((status) => faceOf(status).shape)).size).toBe(7)
  expect(new Set(STATUSES.map((status) => faceOf(status).word)).size).toBe(7)
})
test('a status is read aloud even when only its shape shows', () => {
  expect(mount(StatusMark, { props: { status: 'behind', bare: true } }).text()).toContain('滞后')
})

test.each([['320000', '32'], ['320500', '3205'], ['320583', '320583'], ['3205', '3205'], [320100, '3201']])('region code %s is %s', (raw, code) => expect(codeOf(raw)).toBe(code))

const square = (code: string, lon: number, lat: number) => ({ properties: { code, name: code }, geometry: { type: 'Polygon' as const, coordinates: [[[lon, lat], [lon + 0.5, lat], [lon + 0.5, lat + 0.5], [lon, lat + 0.5], [lon, lat]] as [number, number][]] } })
const drawn: Shape[] = shapes({ features: [square('320100', 118, 32), square('3205', 120, 32), square('3203', 118, 34)] })

test('outlines join figures by code', () => {
  expect(drawn.map((shape) => shape.code)).toEqual(['3201', '3205', '3203'])
  expect(drawn[0].path.startsWith('M')).toBe(true)
})
test('arrows walk to the neighbour', () => {
  expect(neighbour(drawn, drawn[0], 'ArrowRight')?.code).toBe('3205')
  expect(neighbour(drawn, drawn[0], 'ArrowUp')?.code).toBe('3203')
  expect(neighbour(drawn, drawn[0], 'ArrowLeft')).toBeUndefined()
})
test('classes follow the share of the target', () => {
  const { classes, by } = classify([{ region: '3201', name: '', value: '6', target: '12', status: 'behind' }, { region: '3205', name: '', value: '13.5', target: '12', status: 'met' }, { region: '3203', name: '', value: null, target: '12', status: 'no_data' }])
  expect(by).toBe('share')
  expect([classes.get('3201'), classes.get('3205'), classes.get('3203')]).toEqual([0, 5, undefined])
})
test('without targets they follow the values', () => {
  expect(classify([1, 2, 3, 4, 5, 6].map((value) => ({ region: String(value), name: '', value, status: 'no_data' }))).by).toBe('value')
})

const plan = { code: 'p', name: '', from: 2021, to: 2025 }
test('the slider never goes past today', () => {
  expect(periods(plan, 'month', '2021-03-09')).toEqual(['2021-01', '2021-02', '2021-03'])
  expect(momentOf('2021-03', '2021-03-09').until).toBe('2021-03-09')
})
test('a finished plan has all its years', () => expect(periods(plan, 'year', '2026-11-23')).toHaveLength(5))
