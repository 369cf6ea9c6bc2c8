// Instructors as the county's office and they themselves meet them; notices that leave; a rescue told by who helped.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { identityNumber, until } from './house.mjs'

const phone = { width: 390, height: 844 }
const ours = {}
const picture = (page, name) => process.env.BOAI_PICTURES && page.screenshot({ path: `${process.env.BOAI_PICTURES}/${name}.png`, fullPage: !name.startsWith('my-') })
async function fits(page, what) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${what} is ${over} px too wide`)
}
const who = async (house, page) => (await page.request.get(house.base + '/api/session')).json()
async function send(house, page, verb, fields, status = 200) {
  const { csrf } = await who(house, page)
  const answer = await page.request.post(`${house.base}/api/commands/${verb}`, { data: { id: randomUUID(), ...fields }, headers: { 'X-CSRF-Token': csrf } })
  assert.equal(answer.status(), status, `${verb}: ${await answer.text()}`)
  return (await answer.json()).subject
}
const papers = (name, serial) => ({ name, document_kind: 'resident_id', document_number: identityNumber(serial) })

export const stories = [
  ['an instructor is registered, trained by the city, authorised by the county, and her page says why', async (house) => {
    const county = await house.logIn('county-320102')
    const city = await house.logIn('city-3201')
    ours.branch = (await who(house, county)).roles[0].branch
    await county.open('/training')
    await county.at('to-instructors').click()
    await county.at('instructor-new').click()
    await county.at('field-name').fill('王桂英')
    await county.at('field-document_number').fill(identityNumber(8101))
    await county.at('field-document_kind').selectOption('resident_id')
    await county.at('form-submit').click()
    await until('registered', async () => /training\.instructor\/\d+/.test(county.url()))
    ours.wang = county.url().match(/(\d+)$/)[1]
    await county.open(`/training/instructors/${ours.wang}`)
    await until('not qualified', async () => /未取得/.test(await county.at('standing-state').innerText()))
    // Initial training is the city's to record: the county is refused.
    const trained = { instructor: ours.wang, what: 'trained', day: '2025-03-01', amount: 40, level: 'instructor', source: '苏红训〔2025〕3号' }
    await send(house, county, 'training.record_fact', trained, 403)
    await send(house, city, 'training.record_fact', trained)
    await county.at('fact-new').click()
    await county.at('field-what').selectOption('authorised')
    await county.at('field-day').fill('2025-03-01')
    await county.at('field-region').selectOption('320102')
    await county.at('field-source').fill('玄武区聘书')
    await county.at('form-submit').click()
    await until('valid', async () => /有效/.test(await county.at('standing-state').innerText()))
    await send(house, county, 'training.record_fact', { instructor: ours.wang, what: 'taught', day: '2025-06-15', amount: 20, source: '2025年授课登记' })
    await send(house, county, 'training.record_fact', { instructor: ours.wang, what: 'taught', day: '2026-05-15', amount: 8, source: '2026年授课登记' })
    await until('the hours', async () => /8 \/ 24/.test(await county.at('years').innerText()))
    assert.match(await county.at('years').innerText(), /2025[\s\S]*20 \/ 16/)
    await picture(county, 'instructor')
    // What was known earlier.
    await county.at('sheet-on').fill('2024-12-31')
    await county.at('sheet-on').press('Enter')
    await until('before it', async () => /未取得/.test(await county.at('standing-state').innerText()))
  }],

  ['the list is narrowed by state in the address and by name in the body; a neighbour sees none of it', async (house) => {
    const page = await house.logIn('county-320102')
    const asked = []
    page.on('request', (request) => asked.push(decodeURIComponent(request.url())))
    await page.open('/training/instructors?state=valid')
    await until('her row', async () => /王\*\*/.test(await page.at('instructors').innerText()))
    assert.doesNotMatch(await page.at('instructors').innerText(), /桂英/)
    await page.at('instructor-name').fill('李')
    await page.at('instructors-none').waitFor()
    await page.at('instructor-name').fill('王桂')
    await page.at('instructors').waitFor()
    assert.ok(asked.every((url) => !/王|李/.test(url)), 'a name in an address')
    await picture(page, 'instructors')
    await page.at('instructor-state').selectOption('lapsed')
    await page.at('instructors-none').waitFor()
    assert.match(page.url(), /state=lapsed/)
    const other = await house.logIn('county-320302')
    await other.open('/training/instructors')
    await other.at('instructors').waitFor()
    assert.equal(await other.locator(`a[href$="/training/instructors/${ours.wang}"]`).count(), 0)
    await other.at('instructor-name').fill('王桂')
    await other.at('instructors-none').waitFor()
    assert.equal((await other.request.get(`${house.base}/api/training/instructors/${ours.wang}`)).status(), 404)
  }],

  ['candidates for a class stand in an order with reasons, and one click assigns', async (house) => {
    const page = await house.logIn('county-320102')
    ours.class = await send(house, page, 'training.plan_class', { branch: ours.branch, title: '十二月救护员班', course: 'first_aider', setting: 'school', place: '玄武中学', start: '2026-12-05', seats: 10 })
    const late = await send(house, page, 'training.register_instructor', { branch: ours.branch, ...papers('陈未授', 8102) })
    await page.open(`/training/classes/${ours.class}`)
    await page.at('candidates-open').click()
    await page.at('candidates').waitFor()
    const rows = await page.at('candidates').locator('li').allInnerTexts()
    assert.match(rows[0], /王\*\*[\s\S]*可授课[\s\S]*公里/)
    assert.match(rows.find((row) => row.includes(`#${late}`)), /▲ 资格不允许/)
    await picture(page, 'candidates')
    await page.at(`assign-${ours.wang}`).click()
    await until('assigned', async () => /1 个班/.test(await page.at('candidates').innerText()))
    await send(house, page, 'training.assign_duty', { class: ours.class, role: 'instructor', instructor: late }, 409)
  }],

  ['on her phone an instructor sees her classes and says when she cannot come', async (house) => {
    const admin = await house.logIn('admin')
    const made = house.boai('account', 'add', 'wang', '--name', '示例师资', '--role', 'instructor', '--branch', '320102', '--password', 'River-Stone-42', '--as', 'admin')
    assert.equal(made.status, 0, made.stderr)
    const file = await (await admin.request.get(`${house.base}/api/records/training.instructor/${ours.wang}`)).json()
    await send(house, admin, 'people.link_account', { person: file.person, account: 'wang' })
    const page = await house.window(phone)
    await page.open('/login')
    await page.at('login-account').fill('wang')
    await page.at('login-password').fill('River-Stone-42')
    await page.at('login-submit').click()
    await until('logged in', async () => !page.url().includes('/login'))
    if (page.url().includes('/account')) {
      const { csrf, id } = await who(house, page)
      const changed = await page.request.post(`${house.base}/api/commands/identity.change_password`, { data: { id: randomUUID(), account: id, old_password: 'River-Stone-42', new_password: 'Willow-Bridge-77' }, headers: { 'X-CSRF-Token': csrf } })
      assert.equal(changed.status(), 200, await changed.text())
    }
    house.words.wang = 'Willow-Bridge-77'
    await page.open('/training/mine')
    await page.at('mine-coming').waitFor()
    assert.match(await page.at('mine-coming').innerText(), /十二月救护员班[\s\S]*教员[\s\S]*签到/)
    await fits(page, 'her page')
    await page.at('away-since').fill('2026-12-06')
    await page.at('away-go').click()
    await until('noted', async () => /12月6日/.test(await page.at('mine-away').innerText()))
    await page.evaluate(() => scrollTo(0, 0))
    await until('the word is gone', async () => !/已登记/.test(await page.locator('body').innerText()))
    await picture(page, 'my-classes')
    const office = await house.logIn('county-320102')
    await until('the office hears of it', async () => /教员不能到课/.test(await office.locator('main').innerText()))
  }],

  ['a notice of a certificate leaves once, and the desk shows it', async (house) => {
    const page = await house.logIn('county-320102')
    const person = await send(house, page, 'people.record_person', { branch: ours.branch, purpose: 'training', ...papers('钱到期', 8103), phone: '13851500077' })
    await send(house, page, 'people.give_consent', { branch: ours.branch, person, use: 'notices', text: 1, channel: 'paper', given: '2026-11-20' })
    await send(house, page, 'training.certify', { branch: ours.branch, number: 'Z-8103', ...papers('钱到期', 8103), course: 'first_aider', day: '2023-12-10', valid_until: '2026-12-20' })
    for (const time of [1, 2]) assert.equal(house.boai('messages').status, 0, `time ${time}`)
    const file = path.join(house.data, 'outbox/sms.jsonl')
    assert.ok(existsSync(file))
    const lines = readFileSync(file, 'utf8').trim().split('\n').filter((line) => line.includes('13851500077'))
    assert.equal(lines.length, 1, 'once')
    assert.match(lines[0], /尾号8103/)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    await page.open('/training/notices')
    await page.at('message-counts').waitFor()
    await until('counted', async () => /短信[\s\S]*1/.test(await page.at('message-counts').innerText()))
    assert.match(await page.at('message-templates').innerText(), /短信 \d 条/)
    assert.doesNotMatch(await page.locator('main').innerText(), /1385150/)
    await picture(page, 'notices')
    await page.setViewportSize(phone)
    await fits(page, 'the desk of notices')
  }],

  ['who helped tells it on her phone, and another verifies it', async (house) => {
    const page = await house.logIn('wang', phone)
    const office = await house.logIn('county-320102')
    await send(house, office, 'training.certify', { branch: ours.branch, number: 'Z-8101', ...papers('王桂英', 8101), course: 'first_aider', day: '2026-03-01' })
    await page.open('/training/rescue')
    await page.at('field-day').fill('2026-11-21')
    await page.at('field-place').fill('玄武湖公园')
    await page.at('field-help').selectOption('cpr')
    await page.at('field-outcome').selectOption('handed_over')
    await page.at('field-aed_used').selectOption('true')
    await page.at('field-story').fill('家属电话 13851500000')
    await page.at('form-submit').click()
    await until('refused with a reason', async () => /请去掉/.test(await page.locator('form').innerText()))
    await page.at('field-story').fill('一位老人倒地，按压两分钟后使用AED，救护车接走。')
    await fits(page, 'the form')
    await page.at('form-submit').click()
    await page.at('rescue-reported').waitFor()
    const list = await (await office.request.get(`${house.base}/api/records/training.rescue?state=reported`)).json()
    assert.equal(list.items.length, 1)
    await send(house, office, 'training.verify_rescue', { rescue: list.items[0].id, witness: '公园值班记录' })
    await office.open(`/records/training.rescue/${list.items[0].id}`)
    await until('verified', async () => /已核实/.test(await office.locator('main').innerText()))
    await picture(office, 'rescue')
    const other = await house.logIn('county-320302')
    assert.equal((await (await other.request.get(`${house.base}/api/records/training.rescue`)).json()).items.length, 0)
  }],
]
