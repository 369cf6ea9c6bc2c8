// Bases, halls, rooms and stations as a county registers them, a city finds the gaps and a planner steps behind the figure.
import assert from 'node:assert/strict'
import { until } from './house.mjs'

const picture = (page, name) => process.env.BOAI_PICTURES && page.screenshot({ path: `${process.env.BOAI_PICTURES}/${name}.png`, fullPage: true })

export const stories = [
  ['a county registers a hall and sees it among its sites', async (house) => {
    const page = await house.logIn('county-320102')
    await page.open('/training')
    await page.at('to-sites').click()
    await until('the base', async () => /玄武区救护培训基地/.test(await page.at('sites').innerText()))
    await page.at('site-new').click()
    await page.at('field-name').fill('红山社区体验馆')
    await page.at('field-kind').selectOption('hall')
    await page.at('field-place').fill('红山路1号')
    await page.at('field-seats').fill('30')
    await page.at('field-opened').fill('2026-11-24')
    await page.at('form-submit').click()
    await until('refused', async () => /晚于今天|未来|还没到|今天/.test(await page.locator('form').innerText()))
    await page.at('field-opened').fill('2026-11-01')
    await page.at('form-submit').click()
    await until('registered', async () => /training\.site\/\d+/.test(page.url()))
    await page.open('/training/sites')
    await page.at('site-kind-hall').click()
    await until('only halls', async () => { const said = await page.at('sites').innerText(); return /红山社区体验馆/.test(said) && !/救护培训基地/.test(said) })
    assert.match(page.url(), /kind=hall/)
  }],

  ['a city finds the county without a base, and a planner steps behind the figure', async (house) => {
    const city = await house.logIn('city-3201')
    await city.open('/training/sites')
    await until('the gap', async () => /江宁/.test(await city.at('site-bare').innerText()))
    assert.doesNotMatch(await city.at('site-bare').innerText(), /玄武/)
    await picture(city, 'sites')
    const planner = await house.logIn('planner')
    await planner.open('/plan/jiangsu-2026-2030/indicators/FA-16?region=32')
    await until('the share', async () => /91 \/ 95|%/.test(await planner.at('indicator-value').innerText()))
    const link = planner.at('ind-open-records')
    assert.match(decodeURIComponent(await link.getAttribute('href')), /kind\.any=base\|hall/)
    await link.click()
    await until('the rows', async () => /救护培训基地/.test(await planner.locator('main').innerText()))
    const other = await house.logIn('county-320302')
    await other.open('/training/sites')
    await other.at('sites').waitFor()
    assert.doesNotMatch(await other.at('sites').innerText(), /玄武|红山/)
  }],

  ['sites fit a phone and speak English', async (house) => {
    const page = await house.logIn('county-320102', { width: 390, height: 844 })
    await page.open('/training/sites')
    await page.at('sites').waitFor()
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(over <= 0, `sites are ${over} px too wide`)
  }],
]
