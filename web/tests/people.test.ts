// What a comparison found is told by shape and word; every finding of the engine has its word.
import { readFileSync } from 'node:fs'
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import FindingMark from '@/domains/people/FindingMark.vue'
import { fieldWord, findingWord, levelOf } from '@/domains/people/people'

test.each([
  ['same', 'same', '●'], ['variant', 'same', '●'], ['sound', 'near', '◐'], ['digit', 'near', '◐'], ['renewed', 'near', '◐'],
  ['differs', 'other', '▲'], ['differs_valid', 'other', '▲'], ['twins', 'other', '▲'],
])('%s is %s, shown as %s with a word', (finding, level, shape) => {
  const reason = { field: 'name', finding }
  expect(levelOf(reason)).toBe(level)
  const text = mount(FindingMark, { props: { reason } }).text()
  expect(text).toContain(shape)
  expect(text).toMatch(/相同|相近|不同/)
})
test('what could not be compared says so', () => {
  expect(mount(FindingMark, { props: {} }).text()).toMatch(/○.*无法比/)
})
test('no finding of the engine stays a code', () => {
  const header = readFileSync('../engines/linkage/weights.hpp', 'utf8')
  const listed = (name: string) => header.split(`enum class ${name} : std::uint8_t {`)[1].split('}')[0].replace(/\/\/.*$/gm, '').split(',').map((one) => one.trim()).filter((one) => one && one !== 'missing')
  for (const finding of listed('Finding')) expect(findingWord({ field: 'name', finding })).not.toBe(finding)
  for (const field of listed('Field')) expect(fieldWord(field)).not.toBe(field)
})
