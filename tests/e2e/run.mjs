// The stories of the planning office, told in the browser. Each ends with what the next begins from.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import assert from 'node:assert/strict'
import { House } from './house.mjs'
import { stories as board } from './board.mjs'
import { stories as briefs } from './briefs.mjs'
import { stories as classroom } from './classroom.mjs'
import { stories as figures } from './figures.mjs'
import { stories as learning } from './learning.mjs'
import { stories as sites } from './sites.mjs'
import { stories as imports } from './imports.mjs'
import { stories as instructors } from './instructors.mjs'
import { stories as people } from './people.mjs'
import { stories as planning } from './planning.mjs'
import { stories as office } from './office.mjs'
import { stories as targets } from './targets.mjs'
import { stories as verifier } from './verifier.mjs'
import { stories as certificate } from './certificate.mjs'
import { stories as desk } from './certificate-desk.mjs'

const only = process.argv[2] ?? ''
const shots = fileURLToPath(new URL('./shots/', import.meta.url))
mkdirSync(shots, { recursive: true })
const house = await House.open()
let passed = 0
let failed = 0
try {
  for (const [name, story] of [...office, ...people, ...board, ...imports, ...figures, ...briefs, ...planning, ...targets, ...verifier, ...certificate, ...classroom, ...desk, ...learning, ...instructors, ...sites]) {
    if (!name.match(only)) continue
    const before = house.browser.contexts().length
    const began = performance.now()
    try {
      await story(house)
      for (const context of house.browser.contexts()) for (const page of context.pages()) assert.deepEqual(page.faults, [])
      console.log(`ok ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
      passed += 1
    } catch (fault) {
      failed += 1
      console.log(`not ok ${name}\n  ${fault.stack.split('\n').slice(0, 6).join('\n  ')}`)
      const open = house.browser.contexts().slice(before).flatMap((context) => context.pages())
      for (const [at, page] of open.entries()) {
        const file = path.join(shots, `failed-${passed + failed}-${at}.png`)
        await page.screenshot({ path: file }).catch(() => null)
        writeFileSync(file.replace('.png', '.txt'), page.url())
      }
    }
    for (const context of house.browser.contexts().slice(before)) await context.close()
  }
} finally {
  await house.close()
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
