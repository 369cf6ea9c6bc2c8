// The planning office whole: progress of figures, an objection, work that slips, a closing evaluation from
// draft to signed, a form filled once, and what the public sees.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { until } from './house.mjs'

const PLAN = 'jiangsu-2021-2025'
const pictures = fileURLToPath(new URL('../../docs/handbook/pictures/', import.meta.url))
mkdirSync(pictures, { recursive: true })
const picture = (page, name) => page.screenshot({ path: pictures + name + '.png' })
const branchOf = async (house, page) => (await (await page.request.get(house.base + '/api/session')).json()).roles[0].branch
const send = async (house, page, name, fields) => {
  const { csrf } = await (await page.request.get(house.base + '/api/session')).json()
  const answer = await page.request.post(house.base + `/api/commands/${name}`, { headers: { 'X-CSRF-Token': csrf }, data: { id: randomUUID(), ...fields } })
  return { status: answer.status(), ...(await answer.json()) }
}
const decide = async (page, text, what = '同意', remark = '') => {
  await page.open('/matters')
  const waiting = page.at('matters').first().locator('li', { hasText: text })
  await waiting.first().getByText(what, { exact: true }).click()
  if (remark) await page.at('matter-remark').fill(remark)
  await page.at('matter-go').click()
  await until('decided: ' + text, async () => (await page.at('matter-go').count()) === 0)
}

export const stories = [
  ['who has reported and who is missing is seen at a glance, and missing is not zero', async (house) => {
    const planner = await house.logIn('planner')
    await planner.open(`/plan/${PLAN}/figures`)
    await planner.at('figures-rows').locator('li').first().waitFor()
    await planner.at('figures-ER-03').click()
    await planner.at('figures-cells').getByText('南京').first().waitFor()
    await picture(planner, 'figures')
    await planner.at('figures-by-region').click()
    await planner.at('figures-rows').getByText('徐州').first().waitFor()
  }],

  ['a county objects to its number: both stand there until the province answers', async (house) => {
    const county = await house.logIn('county-320102')
    await county.open(`/plan/${PLAN}/indicators/ER-07?region=320102&at=2025`)
    await county.at('object-open').click()
    await county.at('object-claimed').fill('26')
    await county.at('object-text').fill('六名新队员十二月才入队，漏计')
    await county.at('object-paper').fill('玄红〔2026〕9号')
    await county.at('object-send').click()
    await county.at('both-numbers').getByText('26').waitFor()
    await picture(county, 'objection')
    const planner = await house.logIn('planner')
    await decide(planner, 'ER-07', '同意', '材料属实')
    await county.open(`/plan/${PLAN}/indicators/ER-07?region=320102&at=2025`)
    await until('the claimed number stands', async () => (await county.at('indicator-value').innerText()).includes('26'))
    assert.equal(await county.at('both-numbers').count(), 0)
    await county.open('/')
    await county.at('home-notices').getByText(/采纳/).first().waitFor()
  }],

  ['the year is planned, a step slips and shows on the board, an instruction is closed with evidence', async (house) => {
    const planner = await house.logIn('planner')
    const branch = await branchOf(house, planner)
    const step = { branch, year: 2026, department: 'aid', owner: '张岗', plan: 'jiangsu-2026-2030', indicators: 'FA-05' }
    for (const [name, due, product] of [['印发年度培训计划', '2026-02-28', '计划文件'], ['师资复训', '2026-06-30', '名册'], ['五进培训督查', '2026-10-31', '督查通报']]) {
      assert.equal((await send(house, planner, 'work.plan_step', { ...step, name, due, product })).status, 200)
    }
    const first = (await (await planner.request.get(house.base + '/api/records/work.step?sort=due')).json()).items[0]
    assert.equal((await send(house, planner, 'work.finish_step', { step: first.id, day: '2026-02-20', evidence: '苏红〔2026〕5号' })).status, 200)
    assert.equal((await send(house, planner, 'work.start_project', { branch, name: '省备灾救灾中心升级', department: 'aid', owner: '李工', plan: PLAN, indicators: 'ER-18', start: '2025-01-01', finish: '2026-12-31', budget: 1200000000 })).status, 200)
    const leader = await house.logIn('leader')
    const county = await house.logIn('county-320102')
    const order = await send(house, leader, 'work.instruct', { branch: await branchOf(house, county), leader: '分管副省长', text: '月底前报送景区救护站点位', owner: '王岗', deadline: '2026-11-30' })
    assert.equal(order.status, 200)
    await county.open('/')
    await county.at('home-matters').getByText('景区救护站点位').waitFor()
    await county.open('/work')
    await county.at('work-orders').getByText('报告办理情况').click()
    await county.at('field-report').fill('已报 6 个点位')
    await county.at('field-evidence').fill('点位表')
    await county.at('form-submit').click()
    await until('reported', async () => (await (await county.request.get(house.base + `/api/records/work.instruction/${order.subject}`)).json()).state === 'reported')
    await decide(leader, '景区救护站点位')
    await planner.open('/work')
    await planner.at('work-year').getByText('师资复训').waitFor()
    await picture(planner, 'work')
    await planner.open('/plan/jiangsu-2026-2030')
    await planner.at('board-row-FA-05').getByText('拖期 2').waitFor()
    await planner.open('/plan/jiangsu-2026-2030/indicators/FA-05')
    await planner.at('ind-slips').getByText('五进培训督查').waitFor()
  }],

  ['the closing evaluation of 2021–2025 goes from start to a signed report', async (house) => {
    const planner = await house.logIn('planner')
    await planner.open('/evaluations')
    await planner.at('evaluation-open').click()
    await planner.at('form-submit').click()
    const found = await until('opened', async () => (await (await planner.request.get(house.base + '/api/records/evaluation.evaluation')).json()).items[0])
    await planner.open(`/evaluations/${found.id}`)
    await planner.at('evaluation-submit').click()
    await planner.getByText('还有指标缺部门说明').first().waitFor()
    await planner.at('evaluation-silent').click()
    const rows = planner.at('evaluation-rows').locator('tbody tr')
    const first = (await rows.first().getAttribute('data-test')).slice(4)
    await planner.at(`remark-${first}`).click()
    await planner.at('remark-department').selectOption('aid')
    await planner.at('remark-text').fill('受场地所限，未按期完成，已列入下一规划期首年')
    await planner.at('remark-evidence').fill('情况说明')
    await planner.at('remark-save').click()
    await until('one row fewer', async () => !(await rows.first().getAttribute('data-test')).includes(first))
    const report = await (await planner.request.get(house.base + `/api/evaluations/${found.id}`)).json()
    for (const row of report.rows) {
      if (!row.weight || row.remark || !report.remark_for.includes(row.status)) continue
      assert.equal((await send(house, planner, 'evaluation.remark', { row: row.id, department: 'aid', remark: '已列入下一规划期', evidence: '情况说明' })).status, 200)
    }
    await planner.open(`/evaluations/${found.id}`)
    await planner.at('evaluation-submit').click()
    await until('signing', async () => (await planner.at('evaluation-state').innerText()).includes('签署中'))
    await decide(planner, '规划期末评估', '同意', '数据核对无误')
    const leader = await house.logIn('leader', { width: 390, height: 844 })
    await decide(leader, '规划期末评估', '同意', '同意')
    await planner.open(`/evaluations/${found.id}`)
    await until('signed', async () => (await planner.at('evaluation-state').innerText()).includes('已签署'))
    await planner.at('signatures').getByText('示例分管领导').waitFor()
    await planner.at('evaluation-all').click()
    await picture(planner, 'evaluation')
    const county = await house.logIn('county-320302')
    assert.equal((await county.request.get(house.base + `/api/evaluations/${found.id}`)).status(), 404)
  }],

  ['a form is prefilled, its few cells typed once, and signed from county to province', async (house) => {
    const county = await house.logIn('county-320102')
    await county.open('/forms')
    await county.at('begin-rc-statistics').click()
    await county.at('form-title').waitFor()
    assert.notEqual(await county.at('cell-B01').inputValue(), '', 'taught: from the records')
    await county.at('cell-C01').fill('十万')
    await county.at('cell-C01').blur()
    await county.getByText('应为数字').first().waitFor()
    for (const [cell, value] of [['C01', '100000'], ['C02', '0'], ['C04', '20000'], ['D01', '312'], ['E01', '45'], ['F01', '3']]) {
      await county.at(`cell-${cell}`).fill(value)
      await county.at(`cell-${cell}`).blur()
      await until(cell, async () => (await (await county.request.get(county.url().replace('/forms/', '/api/forms/returns/'))).json()).cells.find((one) => one.id === cell).value === value)
    }
    assert.equal(await county.at('cell-C03').inputValue(), '100000', 'the sum follows')
    await picture(county, 'form')
    const kept = county.waitForEvent('download')
    await county.at('form-workbook').click()
    assert.match((await kept).suggestedFilename(), /xlsx$/)
    const sheet = county.url()
    await county.at('form-sign').click()
    await until('reported', async () => (await county.at('form-state').innerText()).includes('县级已报'))
    const city = await house.logIn('city-3201')
    await decide(city, '红十字会统计年报')
    const planner = await house.logIn('planner')
    await decide(planner, '红十字会统计年报')
    await planner.goto(sheet)
    await planner.at('receipt').fill('2026-RC-0412')
    await planner.getByRole('button', { name: '登记回执' }).click()
    await until('submitted', async () => (await planner.at('form-state').innerText()).includes('已报送上级'))
    await planner.open('/forms')
    await planner.at('burden').getByText('玄武区').waitFor()
    await picture(planner, 'forms')
  }],

  ['the public reads what a second person released, without an account and without a ranking', async (house) => {
    const planner = await house.logIn('planner')
    const branch = await branchOf(house, planner)
    assert.equal((await send(house, planner, 'plan.propose_release', { branch, plan: PLAN, year: 2025, as_of: '2026-11-23', title: '“十四五”规划实施进展', summary: '二十四项主要指标的完成情况。', indicators: 'main' })).status, 200)
    const reader = await house.window({ width: 390, height: 844 })
    await reader.open('/progress')
    await reader.getByText('还没有公开的内容').waitFor()
    const leader = await house.logIn('leader')
    await decide(leader, '规划实施进展')
    await reader.open('/progress')
    await reader.getByText('二十四项主要指标').waitFor()
    await picture(reader, 'public-progress')
    assert.equal((await reader.request.get(house.base + '/api/evaluations/1')).status(), 401)
  }],
]
