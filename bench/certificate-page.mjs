// How long the page without a network takes to check a certificate in a browser, from the text of its
// code to the sentence. Yardstick in the same page: SHA-256 of 1 MiB by the browser itself.
// `node bench/certificate-page.mjs [ROUNDS]`; needs bin/setup --test and bin/build.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, flags, root } from '../tests/e2e/house.mjs'

const rounds = Number(process.argv[2] ?? 200)
const vectors = JSON.parse(readFileSync(path.join(root, 'engines/certificate/tests/vectors.json'), 'utf8'))
const here = mkdtempSync(path.join(os.tmpdir(), 'boai-certificate-page-'))
const browser = await chromium.launch({ executablePath: process.env.BOAI_CHROMIUM ?? '/usr/bin/chromium', args: flags })
try {
  for (const name of ['keys', 'revoked']) writeFileSync(path.join(here, name), vectors[name])
  execFileSync('node', [path.join(root, 'web/certificate/build.mjs'), '--keys', path.join(here, 'keys'), '--revoked', path.join(here, 'revoked'), '--out', path.join(here, 'page.html')])
  const page = await (await browser.newContext({ offline: true })).newPage()
  const checks = []
  const yardstick = []
  for (let round = 0; round < rounds; round += 1) {
    // Opened anew each time: who stands at a gate checks one.
    await page.goto(pathToFileURL(path.join(here, 'page.html')).href)
    await page.locator('#day').fill('2026-11-24')
    await page.locator('#text').fill(vectors.good.text)
    await page.locator('#check').click()
    await page.locator('#state').waitFor()
    const rows = await page.locator('#rows').innerText()
    if (!/有效/.test(await page.locator('#state').innerText())) throw new Error('the good certificate is not believed')
    checks.push(Number(/([\d.]+) ms/.exec(rows)[1]))
    yardstick.push(await page.evaluate(async () => {
      const block = new Uint8Array(1 << 20)
      const begun = performance.now()
      await crypto.subtle.digest('SHA-256', block)
      return performance.now() - begun
    }))
  }
  const at = (all, share) => [...all].sort((one, other) => one - other)[Math.min(all.length - 1, Math.floor(all.length * share))]
  for (const [what, share] of [['median', 0.5], ['99 in 100', 0.99]]) {
    console.log(`certificate-page ${what}: ${at(checks, share).toFixed(1)} ms (promised 100), SHA-256 of 1 MiB ${at(yardstick, share).toFixed(1)} ms, ratio ${(at(checks, share) / at(yardstick, share)).toFixed(2)}`)
  }
} finally {
  await browser.close()
  rmSync(here, { recursive: true, force: true })
}
