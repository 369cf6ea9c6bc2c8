// A figure reported by hand goes from county over city to province, back once, and into the lock.
import assert from 'node:assert/strict'
import { until } from './house.mjs'

const report = async (page, value) => {
  await page.open('/plan/jiangsu-2021-2025/report?indicator=ER-25')
  await page.at('figure-indicator').selectOption('ER-25')
  await page.at('figure-year').selectOption('2025')
  await page.at('figure-value').locator('input').fill(value)
  await page.at('field-figure-document').fill('玄红〔2026〕3号')
  await page.at('figure-submit').click()
  await page.at('figures').getByText('玄红〔2026〕3号').first().waitFor()
}
const decide = async (page, what, remark) => {
  await page.open('/matters')
  const waiting = page.at('matters').first()
  const matter = waiting.locator('li', { hasText: 'ER-25' }).first()
  await matter.getByText(what, { exact: true }).click()
  if (remark) await page.at('matter-remark').fill(remark)
  await page.at('matter-go').click()
  await until('the matter is gone', async () => (await waiting.locator('li', { hasText: 'ER-25' }).count()) === 0)
}

export const stories = [
  ['Xuanwu reports, Nanjing sends back, Xuanwu corrects, Nanjing checks, the province confirms and locks', async (house) => {
    const county = await house.logIn('county-320102')
    await report(county, '88')
    const city = await house.logIn('city-3201')
    await decide(city, '退回', '少报了两项装备')
    await county.open('/')
    await county.at('home-returned').getByText('ER-25').waitFor()
    await county.at('home-notices').getByText(/退回/).first().waitFor()
    await report(county, '92')
    await decide(city, '同意')
    const planner = await house.logIn('planner')
    await decide(planner, '同意')
    const figure = (await (await planner.request.get(house.base + '/api/records/plan.figure?indicator=ER-25&period=2025')).json()).items[0]
    assert.equal(figure.state, 'confirmed')
    assert.equal(figure.value, '92')
    await planner.open(`/records/plan.figure/${figure.id}`)
    await planner.at('do-plan.lock_figure').click()
    await planner.at('form-submit').click()
    await until('locked', async () => (await (await planner.request.get(house.base + `/api/records/plan.figure/${figure.id}`)).json()).state === 'locked')
    // The paper it rests on lies beside it; the city may open it, another county may not.
    await county.open(`/records/plan.figure/${figure.id}`)
    await county.at('paper-file').setInputFiles({ name: '玄红〔2026〕3号.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 example') })
    await county.at('papers').getByText('玄红〔2026〕3号.pdf').waitFor()
    const [paper] = (await (await city.request.get(house.base + `/api/papers/plan.figure/${figure.id}`)).json()).items
    assert.equal(await (await city.request.get(house.base + `/api/papers/${paper.id}`)).text(), '%PDF-1.4 example')
    const stranger = await house.logIn('county-320302')
    assert.equal((await stranger.request.get(house.base + `/api/papers/${paper.id}`)).status(), 404)
    await county.at('paper-file').setInputFiles({ name: 'page.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>no paper') })
    await county.at('papers').getByText('papers.kind').waitFor()
    const again = await county.request.get(house.base + '/api/plans/jiangsu-2021-2025/indicators?region=320102&year=2025')
    const row = (await again.json()).indicators.find((one) => one.id === 'ER-25')
    assert.equal(row.source, 'manual')
  }],

  ['a figure that says nothing is not accepted, and the field says so', async (house) => {
    const county = await house.logIn('county-320102')
    await county.open('/plan/jiangsu-2021-2025/report')
    await county.at('figure-form').waitFor()
    await county.at('figure-submit').click()
    await county.locator('.fault').first().waitFor()
  }],
]
