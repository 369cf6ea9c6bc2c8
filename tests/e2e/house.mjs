// The house as its people meet it: the built program with the small demo, its own folder and port,
// a clock fixed at 2026-11-23, and one browser in which everybody has a window of their own.
import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const { chromium } = createRequire(path.join(root, 'web/package.json'))('playwright-core')
export const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN']

export class House {
  sessions = new Map()

  static async open(more = {}) {
    const house = new House()
    house.data = mkdtempSync(path.join(os.tmpdir(), 'boai-e2e-'))
    house.env = { ...process.env, BOAI_DATA: house.data, BOAI_NOW: '2026-11-23T02:00:00Z', ...more }
    delete house.env.BOAI_DB
    const setup = house.boai('setup', 'demo-small')
    if (setup.status !== 0) throw new Error('setup demo-small: ' + setup.stderr)
    house.server = spawn(path.join(root, 'build/boai'), ['serve', '--port', '0'], { env: house.env })
    house.base = await new Promise((found, failed) => {
      let said = ''
      house.server.stdout.on('data', (text) => { said += text; const at = said.match(/http:\/\/127\.0\.0\.1:\d+/); if (at) found(at[0]) })
      house.server.stderr.on('data', (text) => { said += text })
      house.server.on('exit', () => failed(new Error('the server ended: ' + said)))
    })
    house.words = Object.fromEntries(readFileSync(path.join(house.data, 'demo-accounts.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t')))
    house.browser = await chromium.launch({ executablePath: process.env.BOAI_CHROMIUM ?? '/usr/bin/chromium', args: flags })
    return house
  }

  // The command line beside the running server.
  boai(...words) {
    return spawnSync(path.join(root, 'build/boai'), words, { env: this.env, encoding: 'utf8' })
  }

  // A window; what goes wrong in it is kept in `faults`.
  async window(size = { width: 1366, height: 768 }, browser = this.browser) {
    const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, reducedMotion: 'reduce', hasTouch: size.width < 500 })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.faults = []
    page.on('pageerror', (fault) => page.faults.push(fault.message))
    page.on('response', (answer) => { if (answer.status() >= 500) page.faults.push(`${answer.status()} ${answer.url()}`) })
    page.open = (address) => page.goto(this.base + address)
    page.at = (name) => page.locator(`[data-test="${name}"]`)
    return page
  }

  // At her first page. Who logged in before comes with the session she has, if it still holds.
  async logIn(account, size, browser) {
    const page = await this.window(size, browser)
    const held = this.sessions.get(account)
    if (held) await page.context().addCookies(held)
    await page.open(held ? '/' : '/login')
    await page.locator('[data-test="home-notices"], [data-test="login-account"]').first().waitFor()
    if (await page.at('login-account').count()) {
      await page.at('login-account').fill(account)
      await page.at('login-password').fill(this.words[account])
      await page.at('login-submit').click()
      await page.at('home-notices').waitFor()
    }
    this.sessions.set(account, await page.context().cookies())
    return page
  }

  // The file that lets somebody teach in a county: registered, trained, authorised, by the office above.
  async teacher(branch, papers, region = '320102') {
    const page = await this.logIn('admin')
    const { csrf } = await (await page.request.get(this.base + '/api/session')).json()
    const act = async (name, fields) => {
      const answer = await page.request.post(`${this.base}/api/commands/${name}`, { data: { id: randomUUID(), ...fields }, headers: { 'X-CSRF-Token': csrf } })
      if (answer.status() !== 200) throw new Error(`${name}: ${await answer.text()}`)
      return (await answer.json()).subject
    }
    const instructor = await act('training.register_instructor', { branch, ...papers })
    await act('training.record_fact', { instructor, what: 'trained', day: '2026-01-05', amount: 40, level: 'instructor', source: '示例' })
    await act('training.record_fact', { instructor, what: 'authorised', day: '2026-01-05', region, source: '示例' })
    await page.context().close()
    return { role: 'instructor', instructor }
  }

  async close() {
    await this.browser?.close()
    const ended = new Promise((done) => this.server.once('exit', done))
    this.server?.kill('SIGTERM')
    await ended
    rmSync(this.data, { recursive: true, force: true })
  }
}

// An identity number that is right in form and belongs to nobody: the serial runs on.
export function identityNumber(serial) {
  const body = `32010219${String(60 + (serial % 40))}0${1 + (serial % 9)}${String(10 + (serial % 18))}${String(serial % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((all, weight, at) => all + weight * Number(body[at]), 0)
  return body + '10X98765432'[sum % 11]
}

// Waits until the sentence holds, so that a slow machine is not a failure.
export async function until(what, ask, seconds = 15) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error('never came: ' + what)
    await new Promise((done) => setTimeout(done, 100))
  }
}
