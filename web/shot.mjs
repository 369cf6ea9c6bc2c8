import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
const words = Object.fromEntries(readFileSync('/tmp/targets-demo/demo-accounts.tsv','utf8').trim().split('\n').map((l)=>l.split('\t')))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu','--lang=zh-CN'] })
const base='http://127.0.0.1:8467'
async function login(account, size={width:1366,height:768}) {
  const context = await browser.newContext({ viewport: size, locale:'zh-CN' })
  const page = await context.newPage()
  page.on('pageerror', (e)=>console.log(account,'PAGEERROR',e.message))
  page.on('response', (a)=>{ if(a.status()>=400) console.log(a.status(), a.url()) })
  await page.goto(base+'/login')
  await page.locator('[data-test=login-account]').fill(account)
  await page.locator('[data-test=login-password]').fill(words[account])
  await page.locator('[data-test=login-submit]').click()
  await page.locator('[data-test=home-matters]').waitFor()
  return page
}
const steps = process.argv.slice(2)
const p = await login('planner')
await p.goto(base+'/plan/jiangsu-2026-2030/targets/FA-05'); await p.waitForTimeout(1200)
if (await p.locator('[data-test=target-total]').count()) {
await p.locator('[data-test=target-total]').fill('1200000'); await p.waitForTimeout(1200)
await p.locator('[data-test=target-confirm]').click(); await p.waitForTimeout(1200) }
await p.goto(base+'/plan/jiangsu-2026-2030/targets/FA-02'); await p.waitForTimeout(1200)
if (await p.locator('[data-test=target-total]').count()) {
await p.locator('[data-test=target-total]').fill('15'); await p.waitForTimeout(1200)
await p.locator('[data-test=target-confirm]').click(); await p.waitForTimeout(1200) }
await p.screenshot({path:'/tmp/targets-shot-ratio.png', fullPage:true})
await p.goto(base+'/plan/jiangsu-2026-2030/targets/FA-05'); await p.waitForTimeout(1200)
await p.screenshot({path:'/tmp/targets-shot-stands.png'})
await p.locator('[data-test=target-revise]').click(); await p.waitForTimeout(900)
await p.locator('[data-test=target-hand]').click(); await p.waitForTimeout(500)
await p.screenshot({path:'/tmp/targets-shot-hand.png'})
await p.goto(base+'/plan/jiangsu-2026-2030/indicators/FA-05'); await p.waitForTimeout(2500)
await p.screenshot({path:'/tmp/targets-shot-forecast.png', fullPage:true})
await p.goto(base+'/plan/jiangsu-2026-2030/indicators/FA-02'); await p.waitForTimeout(2500)
await p.locator('[data-test=forecast]').screenshot({path:'/tmp/targets-shot-fan.png'})
await p.goto(base+'/'); await p.waitForTimeout(1500)
await p.screenshot({path:'/tmp/targets-shot-home.png'})
const c = await login('city-3201')
await c.goto(base+'/plan/jiangsu-2026-2030/targets/FA-05'); await c.waitForTimeout(2000)
await c.screenshot({path:'/tmp/targets-shot-city.png', fullPage:true})
const q = await login('city-3201',{width:390,height:844})
await q.goto(base+'/plan/jiangsu-2026-2030/indicators/FA-05'); await q.waitForTimeout(2500)
await q.locator('[data-test=forecast]').scrollIntoViewIfNeeded()
await q.screenshot({path:'/tmp/targets-shot-phone.png'})
await q.evaluate(()=>localStorage.setItem('boai.tongue','en'))
await q.goto(base+'/plan/jiangsu-2026-2030/targets/FA-05'); await q.waitForTimeout(2000)
await q.screenshot({path:'/tmp/targets-shot-phone-en.png', fullPage:true})
await browser.close()
