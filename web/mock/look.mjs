// Photographs of every page from the mock, in each size, for one's own eyes. node mock/look.mjs [name part]
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const out = fileURLToPath(new URL('../look/', import.meta.url))
mkdirSync(out, { recursive: true })
const base = `http://127.0.0.1:${process.env.PORT ?? 8090}`
const P = 'jiangsu-2021-2025'
const PAGES = {
  home: '/', board: `/plan/${P}?at=2025`, city: `/plan/${P}?region=3205&at=2025&ind=FA-02`, county: `/plan/${P}?map=county&at=2025&colour=status`,
  indicator: `/plan/${P}/indicators/FA-02?at=2025&with=3201,3205`, report: `/plan/${P}/report?indicator=VO-02`, matters: '/matters', records: '/records/training.certificate?course=first_aider&branch.within=1',
  record: '/records/training.certificate/9003', form: '/do/training.certify', import: '/import/training.certificate', network: '/network', area: '/area/training', dictionary: '/dictionary', accounts: '/accounts', why: '/why?right=plan.confirm_figure', account: '/account',
}
const SIZES = { wide: [1440, 900, 'light'], small: [1366, 768, 'light'], phone: [390, 844, 'light'], dark: [1440, 900, 'dark'] }
const only = process.argv[2] ?? ''
const sizes = (process.argv[3] ?? 'wide,phone,dark,small').split(',')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
for (const size of sizes) {
  const [width, height, scheme] = SIZES[size]
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: 'zh-CN' })
  const page = await context.newPage()
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) console.log(size, page.url(), message.text()) })
  page.on('pageerror', (fault) => console.log(size, page.url(), 'FAULT', fault.message))
  for (const [name, path] of Object.entries(PAGES)) {
    if (only && !name.match(new RegExp(only))) continue
    await page.goto(base + path)
    await page.waitForTimeout(900)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) console.log(size, name, `is ${wide} px too wide`)
    await page.screenshot({ path: `${out}${size}-${name}.png`, fullPage: size === 'phone' })
  }
  await context.close()
}
await browser.close()
