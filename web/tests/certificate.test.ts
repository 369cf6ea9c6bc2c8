// The page's parts against the vectors that C++ reads too.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
// @ts-expect-error plain modules without types
import { checkCode, daysOf, isGood, isHolder, isMask, isoOf, openKeys, openRevoked, parseText, warningsOf } from '../certificate/check.js'
// @ts-expect-error plain modules without types
import { words } from '../certificate/words.js'
// @ts-expect-error plain modules without types
import { parseKey } from '../verifier/log.js'

const vectors = JSON.parse(readFileSync(path.join(__dirname, '../../engines/certificate/tests/vectors.json'), 'utf8'))
const lists = async () => { const keys = await openKeys(vectors.keys, null); return { keys, revoked: await openRevoked(vectors.revoked, keys) } }

describe('a certificate’s code', () => {
  it('has the state of the vectors', async () => {
    const { keys, revoked } = await lists()
    for (const row of vectors.cases) {
      const found = await checkCode(row.text, keys, row.revoked ? revoked : null, daysOf(row.on))
      expect(found.state, row.name).toBe(row.state)
      if (row.why !== null) expect(found.why, row.name).toBe(row.why)
      if (row.ends) expect(isoOf(found.ends), row.name).toBe(row.ends)
      if (row.decree) expect(found.decree.code, row.name).toBe(row.decree)
    }
    expect(vectors.cases.length).toBeGreaterThanOrEqual(58)
  })

  it('is good for no letter changed or missing', async () => {
    const { keys, revoked } = await lists()
    const good = vectors.good.text
    const on = daysOf('2026-11-24')
    expect(isGood((await checkCode(good, keys, revoked, on)).state)).toBe(true)
    for (let at = 3; at < good.length; at++) {
      for (const other of ['A', '7', 'Q', '0', '#']) {
        if (other === good[at]) continue
        const bent = good.slice(0, at) + other + good.slice(at + 1)
        expect(isGood((await checkCode(bent, keys, revoked, on)).state), `${at}${other}`).toBe(false)
      }
      expect(isGood((await checkCode(good.slice(0, at), keys, revoked, on)).state), `${at}`).toBe(false)
    }
  })

  it('compares a whole name and gives none away', async () => {
    const found = parseText(vectors.good.text)
    for (const row of vectors.names) expect(await isHolder(found, row.name, row.code), row.name + row.code).toBe(row.same)
  })

  it('refuses lists that are not quite right', async () => {
    const { keys } = await lists()
    for (const [name, note] of Object.entries(vectors.bad.keys)) await expect(openKeys(note, null), name).rejects.toThrow()
    for (const [name, note] of Object.entries(vectors.bad.revoked)) await expect(openRevoked(note, keys), name).rejects.toThrow()
    await expect(openKeys(vectors.keys, null, { keys: 8 })).rejects.toThrow('rolled_back')
    await expect(openRevoked(vectors.revoked, keys, { revoked: 13 })).rejects.toThrow('rolled_back')
    await expect(openKeys(vectors.keys, [await parseKey(vectors.stranger)])).rejects.toThrow('root')
    for (const root of [vectors.root, vectors.root_next]) await openKeys(vectors.keys, [await parseKey(root)])
  })

  it('tells old files and wrong clocks', async () => {
    const { keys, revoked } = await lists()
    const rows: [string, boolean, string[]][] = [
      ['2026-11-24', true, []], ['2026-12-11', true, ['revoked_old']], ['2027-05-02', true, ['keys_old', 'revoked_old']], ['2026-11-09', true, ['clock']], ['2026-10-31', false, ['revoked_missing', 'clock']],
    ]
    for (const [on, told, answer] of rows) {
      const list = told ? revoked : null
      const found = await checkCode(vectors.good.text, keys, list, daysOf(on))
      expect(warningsOf(keys, list, found, daysOf(on)), on).toEqual(answer)
    }
  })

  it('takes rare characters, also those newer than the phone', () => {
    for (const mask of ['〇*', '𠮷*三', '\u{323b0}*', '\u{3ffff}**\u{20000}', '阿**提']) expect(isMask(mask), mask).toBe(true)
    for (const mask of ['3*', '*三', '**', '张三', '', '张*\u200b', '张***三', '张*\n']) expect(isMask(mask), mask).toBe(false)
  })

  it('has every word in both languages', () => {
    expect(Object.keys(words.en)).toEqual(Object.keys(words.zh))
  })
})
