// Forms and filters are drawn from the dictionary; what is typed is checked and never lost.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CommandType, Field } from '@/shared/dictionary'
import { asQuery, filterNames, filtersOf, withFilter } from '@/shared/filters'
import CommandForm from '@/shared/form/CommandForm.vue'
import { body, drafted, parsed } from '@/shared/form/form'

const field = (name: string, kind: string, more: Partial<Field> = {}): Field => ({ name, label: name, kind, ...more })
const certify: CommandType = { name: 'training.certify', label: '发证', right: 'training.certify', type: 'training.certificate', fields: [field('number', 'text', { required: true, max_length: 5 }), field('hours', 'integer', { min: 1, max: 40 }), field('fee', 'money'), field('day', 'day')] }

beforeEach(() => sessionStorage.clear())
afterEach(() => vi.unstubAllGlobals())

test.each([
  ['money', '1,234.5', { value: 123450 }], ['money', '0.05', { value: 5 }], ['money', '1.234', { fault: { code: 'form.money', detail: '' } }],
  ['integer', '1,200', { value: 1200 }], ['integer', 'x', { fault: { code: 'form.number', detail: '' } }], ['boolean', 'true', { value: true }],
  ['instant', '2026-11-23T08:00', { value: '2026-11-23T00:00:00.000Z' }], ['decimal', '10.93', { value: '10.93' }], ['text', '  ', {}],
])('%s %s', (kind, typed, answer) => expect(parsed(field('one', kind), typed)).toEqual(answer))

test('all faults of a form are told at once', () => {
  expect(Object.keys(body(certify.fields, { hours: '99', fee: 'much' }).faults)).toEqual(['number', 'hours', 'fee'])
})
test('what comes from a record goes back the same', () => {
  expect(parsed(field('fee', 'money'), drafted(field('fee', 'money'), 123450))).toEqual({ value: 123450 })
})

test('a form is drawn, refused inline, and keeps what was typed', async () => {
  vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify({ code: 'field.invalid', errors: [{ field: 'number', code: 'training.number_taken', detail: '' }] }), { status: 422 })))
  const form = mount(CommandForm, { props: { command: certify, keep: 'test' } })
  expect(form.findAll('input.input')).toHaveLength(4)
  await form.get('[data-test=field-number]').setValue('JS1')
  await form.get('form').trigger('submit')
  await flushPromises()
  expect(form.text()).toContain('证书编号已存在')
  expect((form.get('[data-test=field-number]').element as HTMLInputElement).value).toBe('JS1')
  expect(mount(CommandForm, { props: { command: certify, keep: 'test' } }).get<HTMLInputElement>('[data-test=field-number]').element.value).toBe('JS1')
})

test('a repeated attempt carries the same id, a changed one another', async () => {
  const ids: string[] = []
  vi.stubGlobal('fetch', vi.fn(async (_path: string, init: RequestInit) => { ids.push(JSON.parse(init.body as string).id); return new Response('{}', { status: 503 }) }))
  const form = mount(CommandForm, { props: { command: certify, keep: 'again' } })
  await form.get('[data-test=field-number]').setValue('JS1')
  for (const number of [null, null, 'JS2']) {
    if (number) await form.get('[data-test=field-number]').setValue(number)
    await form.get('form').trigger('submit')
    await flushPromises()
  }
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[1])
})

test('filters go to the address and come back', () => {
  const query = withFilter(withFilter({ sort: '-day', cursor: 'x' }, 'day.from', '2025-01-01'), 'course', 'first_aider')
  expect(query).toEqual({ sort: '-day', 'day.from': '2025-01-01', course: 'first_aider' })
  expect(asQuery(filtersOf(query))).toEqual({ 'day.from': '2025-01-01', course: 'first_aider' })
  expect(withFilter(query, 'course', '')).not.toHaveProperty('course')
})
test('each kind has its own filter', () => {
  expect([filterNames(field('day', 'day')), filterNames(field('name', 'text')), filterNames(field('course', 'code'))]).toEqual([['day.from', 'day.to'], ['name.like'], ['course']])
})

test('the button says the command, not something else', () => {
  const form = mount(CommandForm, { props: { command: certify, keep: 'name' } })
  expect(form.get('[data-test=form-submit]').text()).toBe('发证')
  expect(form.attributes('data-test')).toBe('form-training.certify')
})
