// The plan board: one page, every number a door.
import assert from 'node:assert/strict'
import { until } from './house.mjs'

const P = 'jiangsu-2021-2025'

export const stories = [
  ['24 main indicators under five goals, the other 135 one click below', async (house) => {
    const page = await house.logIn('planner')
    await page.at('nav').getByText('规划监测').click()
    const rows = page.locator('[data-test^="board-row-"]')
    await rows.first().waitFor()
    assert.equal(await rows.count(), 24)
    assert.equal(await page.locator('.goal').count(), 5)
    await page.at('board-all').click()
    await until('all rows', async () => (await rows.count()) === 159)
  }],

  ['a row says value, target and status in word, shape and colour', async (house) => {
    const page = await house.logIn('planner')
    await page.open(`/plan/${P}`)
    const row = page.at('board-row-FA-02')
    await row.waitFor()
    const text = await row.innerText()
    assert.match(text, /救护培训持证率/)
    assert.match(text, /12%/)
    assert.match(text, /[◆■▲●▼–]/)
    assert.match(text, /已达成|未达成|进度正常|有风险|滞后/)
  }],

  ['the map goes from cities to counties, and a city opens', async (house) => {
    const page = await house.logIn('planner')
    await page.open(`/plan/${P}?ind=FA-02`)
    await until('13 cities', async () => (await page.at('map').locator('path[data-code], [data-code]').count()) >= 13 || (await page.at('map').locator('path').count()) >= 13)
    await page.at('map-county').click()
    await until('95 counties', async () => (await page.at('map').locator('path').count()) >= 95)
    await page.at('map-city').click()
    await page.at('compare-3201').click()
    await until('the city in the address', async () => page.url().includes('region=3201'))
    await page.at('compare-320102').waitFor()
  }],

  ['the slider goes back a year and the figures follow', async (house) => {
    const page = await house.logIn('planner')
    await page.open(`/plan/${P}?ind=HA-01`)
    await page.at('time-slider').waitFor()
    await until('figures', async () => /\d/.test(await page.at('board-value-FA-02').innerText()))
    const now = await page.at('board-value-FA-02').innerText()
    await page.at('time-slider').focus()
    await page.keyboard.press('ArrowLeft')
    await until('2024', async () => (await page.at('time-at').innerText()).includes('2024'))
    await until('another figure', async () => (await page.at('board-value-FA-02').innerText()) !== now)
    await page.at('known').click()
    await until('known then', async () => page.url().includes('known=2024-12-31'))
  }],

  ['a number opens: definition, numerator, denominator, opening, records, one record with its journal', async (house) => {
    const page = await house.logIn('planner')
    await page.open('/plan/jiangsu-2026-2030/indicators/FA-05?at=2026')
    await page.at('indicator-value').waitFor()
    await page.at('ind-opening').getByText('历史台账').waitFor()
    await page.at('ind-open-records').click()
    await page.at('rows').locator('tbody tr, tr').nth(1).waitFor()
    assert.match(page.url(), /records\/training\.attendance\?.*branch\.within/)
    await page.at('rows').locator('a').first().click()
    await page.at('record-history').locator('li').first().waitFor()
    assert.match(await page.at('record-history').innerText(), /第 ?[\d,]+ ?号|#|[\d,]+/)
  }],

  ['recount on the spot agrees with the books', async (house) => {
    const page = await house.logIn('planner')
    await page.open('/plan/jiangsu-2026-2030/indicators/FA-05?at=2026')
    await page.at('recount').click()
    await page.at('recount-answer').waitFor({ timeout: 30_000 })
    assert.match(await page.at('recount-answer').innerText(), /与账面一致/)
  }],

  ['a note stays with the figure', async (house) => {
    const page = await house.logIn('planner')
    await page.open(`/plan/${P}/indicators/FA-02`)
    await page.at('note-text').fill('2022年春季因疫情停训')
    await page.at('note-save').click()
    await page.at('ind-notes').locator('li', { hasText: '因疫情停训' }).waitFor()
  }],

  ['what a county clerk may not open is said, with how many and whose', async (house) => {
    const page = await house.logIn('county-320102')
    await page.open('/plan/jiangsu-2026-2030/indicators/FA-05?at=2026&region=3201')
    await page.at('ind-hidden').waitFor()
    assert.match(await page.at('ind-hidden').innerText(), /\d+.*无权.*红十字会/)
  }],

  ['the grass-roots societies behind a number open, as many as the number says', async (house) => {
    const page = await house.logIn('county-320102')
    const detail = await (await page.request.get(house.base + '/api/plans/jiangsu-2026-2030/indicators/OG-01?region=320102')).json()
    await page.open('/plan/jiangsu-2026-2030/indicators/OG-01?region=320102')
    await page.locator('main a', { hasText: `${detail.records.visible} 条` }).click()
    await page.at('rows').locator('tr').first().waitFor()
    const list = await (await page.request.get(`${house.base}/api/records/network.society?limit=200&${detail.records.filter}`)).json()
    assert.equal(list.items.length, detail.records.visible)
    assert.ok(list.items.every((one) => one.level === 'grassroots'))
  }],

  ['a table can be taken along as a picture', async (house) => {
    const page = await house.logIn('planner')
    await page.open(`/plan/${P}`)
    await page.at('board-row-FA-02').waitFor()
    await page.at('copy-table').click()
    await page.at('toast').filter({ hasText: /复制|保存/ }).waitFor()
  }],
]
