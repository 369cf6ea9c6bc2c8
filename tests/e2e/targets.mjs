// The target desk: the planner divides a target over years and cities, puts a cell right by hand and
// is told what does not add up; the city divides its part; a locked year stays as it was.
import assert from 'node:assert/strict'
import { until } from './house.mjs'

const plan = 'jiangsu-2026-2030'
const at = `/plan/${plan}/targets/FA-07`
const stands = async (house, page, region = '32') => (await (await page.request.get(`${house.base}/api/plans/${plan}/targets/FA-07?region=${region}`)).json()).standing
const sum = (split, kind, year) => split.rows.filter((row) => row.kind === kind && (!year || row.year === year)).reduce((all, row) => all + Number(row.value), 0)
const confirmed = async (page) => { await page.at('target-confirm').click(); await page.at('target-lineage').locator('li').first().waitFor() }

export const stories = [
  ['the planner divides 1,600,007 over years and cities to the last one, and a cell by hand has to fit', async (house) => {
    const planner = await house.logIn('planner')
    await planner.open(at)
    await planner.at('target-total').fill('1600007')
    await planner.at('target-curve').selectOption('front_loaded')
    await planner.at('share-3201').waitFor()
    await until('every year adds up', async () => (await planner.locator('[data-test^="left-"].fits').count()) === 5)
    await planner.at('target-hand').click()
    const nanjing = planner.at('cell-3201-2026'), wuxi = planner.at('cell-3202-2026')
    const before = Number(await nanjing.inputValue())
    await nanjing.fill(String(before + 5))
    await planner.at('left-2026').getByText('5').waitFor()
    assert.equal(await planner.at('target-confirm').isDisabled(), true)
    // The server says the same, with the place.
    await planner.at('target-check').click()
    await planner.at('target-faults').getByText('2026').first().waitFor()
    await wuxi.fill(String(Number(await wuxi.inputValue()) - 5))
    await until('it fits again', async () => (await planner.locator('[data-test^="left-"].fits').count()) === 5)
    await confirmed(planner)
    const split = await stands(house, planner)
    assert.equal(split.method, 'manual')
    assert.equal(sum(split, 'region'), 1600007)
    assert.equal(Number(split.rows.find((row) => row.region === '3201' && row.year === 2026).value), before + 5)
    // The board of the city asks for its part.
    const board = await (await planner.request.get(`${house.base}/api/plans/${plan}/indicators?region=3201&year=2026`)).json()
    const row = board.indicators.find((one) => one.id === 'FA-07')
    assert.equal(row.target_by_split, true)
    assert.equal(row.target, split.rows.filter((one) => one.region === '3201').reduce((all, one) => all + Number(one.value), 0))
  }],

  ['Nanjing divides its part, sets a lower target of its own, and the province sees the gap', async (house) => {
    const city = await house.logIn('city-3201')
    await city.open(at)
    await city.at('share-320102').waitFor()
    await until('the counties add up', async () => (await city.locator('[data-test^="left-"].fits').count()) === 5)
    await confirmed(city)
    const planner = await house.logIn('planner')
    const whole = (await stands(house, planner)).rows.filter((row) => row.region === '3201').reduce((all, row) => all + Number(row.value), 0)
    assert.equal(sum(await stands(house, city, '3201'), 'region'), whole)
    await city.at('own-value').fill('1000')
    await city.at('own-document').fill('南京市红十字事业“十五五”规划')
    await city.at('own-save').click()
    await city.getByText('已登记自定目标').waitFor()
    await planner.open(at)
    await planner.at('gap-own_below-3201').waitFor()
    await planner.at('gap-no_own-3202').waitFor()
  }],

  ['a locked year is never divided again, and a revision needs its reason', async (house) => {
    const planner = await house.logIn('planner')
    const before = await stands(house, planner)
    await planner.open(at)
    await planner.at('lock-year').selectOption('2026')
    await planner.at('lock-ask').click()
    await planner.at('lock-go').click()
    await until('locked', async () => (await (await planner.request.get(`${house.base}/api/plans/${plan}/targets/FA-07`)).json()).locked_through === 2026)
    await planner.open(at)
    await planner.at('target-revise').click()
    await planner.at('target-total').fill('1500000')
    await until('the proposal holds the new total', async () => (await planner.at('target-split').getByText('1,500,000').count()) > 0)
    assert.equal(await planner.at('target-confirm').isDisabled(), true, 'no reason yet')
    await planner.at('target-reason').fill('省政府常务会议调减')
    await planner.at('target-confirm').click()
    await until('revised', async () => (await stands(house, planner)).total === '1500000')
    const after = await stands(house, planner)
    assert.equal(sum(after, 'region', 2026), sum(before, 'region', 2026))
    assert.equal(sum(after, 'region'), 1500000)
    assert.equal(after.revises, before.id)
    await planner.at('target-lineage').getByText('省政府常务会议调减').waitFor()
  }],

  ['a county reads what it was given and cannot divide', async (house) => {
    const county = await house.logIn('county-320102', { width: 390, height: 844 })
    await county.open(at)
    await county.at('own-form').waitFor()
    assert.equal(await county.at('target-confirm').count(), 0)
    const wide = await county.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)
    assert.equal(wide, false, 'nothing runs out of the phone')
  }],

  ['an indicator shows where the year will end, how likely the target is, and how the forecast was tested', async (house) => {
    const planner = await house.logIn('planner')
    await planner.open(`/plan/${plan}/indicators/FA-05`)
    await planner.at('forecast').locator('svg').waitFor()
    await until('a value or a reason', async () => (await planner.at('forecast-value').count()) + (await planner.at('forecast-none').count()) > 0)
    await planner.open('/plan/jiangsu-2021-2025/indicators/FA-05')
    await planner.at('forecast-none').waitFor()
  }],
]
