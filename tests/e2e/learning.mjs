// A trainee learns on her phone, is let in, writes her exam, loses the network in the middle and keeps every
// answer. Time has to pass for this, so the house of these stories has the machine's own clock, and a pack in which
// a minute of reading is enough and a connection counts as lost after three seconds.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { House, root, until } from './house.mjs'

const edit = (file, changes) => writeFileSync(file, changes.reduce((text, [from, to]) => {
  assert.match(text, from, `${file} no longer says ${from}`)
  return text.replace(from, to)
}, readFileSync(file, 'utf8')))

function quickHome() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'boai-home-'))
  for (const name of ['schema', 'web', 'docs']) symlinkSync(path.join(root, name), path.join(home, name))
  mkdirSync(path.join(home, 'packs'))
  cpSync(path.join(root, 'packs/jiangsu'), path.join(home, 'packs/jiangsu'), { recursive: true })
  const training = path.join(home, 'packs/jiangsu/training')
  edit(path.join(training, 'exams.yaml'), [[/beat_s: 10, lost_after_s: 25/, 'beat_s: 1, lost_after_s: 3'], [/beat_s: 20, beat_s_max: 45/, 'beat_s: 2, beat_s_max: 10']])
  edit(path.join(training, 'courses.yaml'), [[/minutes: 20, quiz: true/, 'minutes: 1, quiz: true']])
  edit(path.join(training, 'lessons/first_aid.yaml'), [[/minutes: 4\n/, 'minutes: 1\n    video: scene.webm\n']])
  return home
}
async function send(house, page, verb, body) {
  const csrf = (await (await page.request.get(house.base + '/api/session')).json()).csrf
  const answer = await page.request.post(`${house.base}/api/commands/${verb}`, { data: { id: randomUUID(), ...body }, headers: { 'X-CSRF-Token': csrf } })
  assert.equal(answer.status(), 200, `${verb}: ${await answer.text()}`)
  return (await answer.json()).subject
}
const items = async (house, page, type, query = '') => (await (await page.request.get(`${house.base}/api/records/${type}?limit=200&${query}`)).json()).items
const fits = async (page, what) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${what} is ${over} px too wide`)
}
const picture = (page, name) => process.env.BOAI_PICTURES && page.screenshot({ path: `${process.env.BOAI_PICTURES}/learning-${name}.png` })

// A class of today with the trainee who has an account, taught and attended.
async function taughtClass(house, clerk, member) {
  const session = await (await clerk.request.get(house.base + '/api/session')).json()
  const today = session.today
  const person = (await (await member.request.get(house.base + '/api/people/me')).json()).person.id
  const shown = await (await clerk.request.post(`${house.base}/api/records/people.person/${person}/disclosure`, { data: { purpose: 'training' }, headers: { 'X-CSRF-Token': session.csrf } })).json()
  const id = await send(house, clerk, 'training.plan_class', { branch: session.roles[0].branch, title: '今日心肺复苏班', course: 'cpr_aed', setting: 'community', place: '示例培训室', start: today, sessions: `${today} am, ${today} pm`, exam_on: today, enrol_from: today, enrol_until: today, seats: 10 })
  const papers = (number) => ({ name: '示例考官', document_kind: 'passport', document_number: number })
  await send(house, clerk, 'training.assign_duty', { class: id, ...await house.teacher(session.roles[0].branch, papers('E20260011')) })
  await send(house, clerk, 'training.assign_duty', { class: id, role: 'examiner', ...papers('E20260012') })
  await send(house, clerk, 'training.submit_class', { class: id })
  const city = await house.logIn('city-3201')
  const matter = (await items(house, city, 'matters.matter', 'state=open&kind=training.class')).find((one) => String(one.subject) === id)
  await send(house, city, 'matters.approve', { matter: matter.id })
  await send(house, clerk, 'training.publish_class', { class: id })
  const enrolment = await send(house, clerk, 'training.enrol', { class: id, name: shown.name, document_kind: shown.document_kind, document_number: shown.document })
  for (const half of await items(house, clerk, 'training.session', `class=${id}`)) await send(house, clerk, 'training.sign_in_trainee', { session: half.id, enrolment, way: 'staff' })
  return { id, enrolment }
}

async function inQuickHouse(story) {
  const home = quickHome()
  const house = await House.open({ BOAI_HOME: home, BOAI_NOW: '' })
  try { await story(house) } finally {
    await house.close()
    rmSync(home, { recursive: true, force: true })
  }
}

export const stories = [
  ['a trainee learns, is let in, writes her exam through a lost connection, and the mark stands at the desk', () => inQuickHouse(async (house) => {
    const clerk = await house.logIn('county-320102')
    const member = await house.logIn('member', { width: 390, height: 844 })
    const { id } = await taughtClass(house, clerk, member)
    // A video in the society's own folder: the page asks for parts of it.
    mkdirSync(path.join(house.data, 'learning'))
    writeFileSync(path.join(house.data, 'learning/scene.webm'), Buffer.alloc(3_000_000, 7))
    const part = await member.request.get(house.base + '/api/learn/media/scene.webm', { headers: { Range: 'bytes=2999990-' } })
    assert.equal(part.status(), 206)
    assert.equal(part.headers()['content-range'], 'bytes 2999990-2999999/3000000')
    assert.equal((await part.body()).length, 10)
    assert.equal((await member.request.get(house.base + '/api/learn/media/first_aid.yaml')).status(), 404)

    await clerk.open(`/training/classes/${id}`)
    await clerk.at('class-exam').click()
    await clerk.at('exam-examiner').selectOption({ index: 2 })
    await clerk.at('exam-open').click()
    await until('the exam open', async () => /考试中/.test(await clerk.at('exam-state').innerText()))

    await member.open('/')
    await member.at('today-exam').click()
    await until('led to the exam', async () => member.url().endsWith('/learn'))
    const course = member.locator('section', { hasText: '今日心肺复苏班' })
    await course.waitFor()
    assert.match(await course.innerText(), /还不能考试/)
    assert.equal(await course.locator('[data-test="exam-start"]').isDisabled(), true)
    await fits(member, 'my learning')
    await picture(member, 'learn')
    await course.locator('[data-test="lesson-scene"]').click()
    await member.at('lesson-time').waitFor()
    await fits(member, 'a lesson')
    // Wrong first, then right; each lesson's quiz, then the rest of the minute.
    const right = { scene: ['A', 'B'], cpr: ['C', 'B', 'ABC'], aed: ['A', 'C'], airway: ['B', 'A'] }
    await member.at('quiz-0-C').check()
    await member.at('quiz-1-B').check()
    await member.at('quiz-send').click()
    await member.at('quiz-wrong').waitFor()
    for (const [lesson, letters] of Object.entries(right)) {
      if (lesson !== 'scene') await member.at('lesson-next').click()
      await until('the quiz of ' + lesson, async () => member.url().endsWith('/' + lesson) && (await member.at('quiz-send').count()) === 1)
      if (lesson === 'cpr') await picture(member, 'lesson')
      for (const [at, group] of letters.entries()) for (const letter of group) await member.at(`quiz-${at}-${letter}`).check()
      await member.at('quiz-send').click()
      await until('passed ' + lesson, async () => (await member.at('quiz-send').count()) === 0)
    }
    await member.open('/learn/cpr_aed/scene')
    await until('the minute read', async () => /已学完/.test(await member.at('lesson-time').innerText()), 90)
    await member.open('/learn')
    await until('let in', async () => /可以考试/.test(await course.innerText()))
    await until('admitted at the desk', async () => /可以考试/.test(await clerk.at('exam-desk').innerText()), 20)

    await course.locator('[data-test="exam-start"]').click()
    await member.at('exam-question').waitFor()
    await fits(member, 'the exam')
    const take = async (letter) => {
      await member.at(`choice-${letter}`).click()
      await member.at('exam-next').click()
    }
    for (let question = 0; question < 4; question += 1) await take('A')
    await until('four at the server', async () => /4 \/ 25/.test(await clerk.at('exam-desk').innerText()), 20)
    await picture(member, 'exam')
    // The network goes; she goes on.
    await member.context().setOffline(true)
    for (let question = 0; question < 3; question += 1) await take('B')
    await member.at('exam-offline').waitFor()
    assert.match(await member.at('exam-offline').innerText(), /断线的时间会补回/)
    await fits(member, 'the exam offline')
    await picture(member, 'exam-offline')
    await until('cut off at the desk', async () => /断线/.test(await clerk.at('exam-desk').innerText()), 25)
    await picture(clerk, 'exam-desk')
    assert.match(await clerk.at('exam-desk').innerText(), /4 \/ 25/)
    await member.context().setOffline(false)
    await until('seven at the server', async () => /7 \/ 25/.test(await clerk.at('exam-desk').innerText()), 25)
    await until('time given back', async () => (await member.at('exam-granted').count()) === 1)
    assert.equal(await member.at('exam-offline').count(), 0)
    // By keyboard: an answer, and the next.
    await member.keyboard.press('1')
    await member.keyboard.press('ArrowRight')
    await member.keyboard.press('2')
    await member.reload()
    await member.at('exam-question').waitFor()
    await until('nine kept', async () => /已答 9 \/ 25/.test(await member.locator('main').innerText()))
    await member.at('exam-submit').click()
    await member.at('exam-hand').click()
    await member.at('exam-result').waitFor()
    const score = (await member.at('exam-result').innerText()).match(/(\d+) 分/)[1]
    await until('the mark', async () => new RegExp(`已交卷[\\s\\S]*本人交卷\\s+${score} [✓✕]`).test(await clerk.at('exam-desk').innerText()), 25)
    const [sitting] = await items(house, clerk, 'training.sitting', `class=${id}`)
    const [silence] = await items(house, clerk, 'training.interruption', `sitting=${sitting.id}`)
    assert.ok(silence.granted_s >= 4 && silence.granted_s <= 60, `given back ${silence.granted_s} s`)
    // She asks why: the examiner turns her paper up from the mark.
    await clerk.at('exam-paper').first().click()
    await clerk.at('paper-answers').waitFor()
    assert.match(await clerk.at('paper-score').innerText(), new RegExp(`^${score} 分`))
    assert.match(await clerk.at('paper-same').innerText(), /试卷相同/)
    assert.match(await clerk.at('paper-silences').innerText(), /断线，补回 \d+ 秒/)
    assert.equal(await clerk.at('paper-answers').locator('> li').count(), 25)
    // The desk that does not read the bank sees what each question scored, and no question.
    await clerk.at('paper-closed').waitFor()
    assert.equal(await clerk.locator('.stem').count(), 0)
    await picture(clerk, 'exam-paper-closed')
    const officer = await house.logIn('admin')
    await officer.open(new URL(clerk.url()).pathname)
    await officer.locator('.stem').first().waitFor()
    assert.equal(await officer.locator('.stem').count(), 25)
    const answered = officer.at('paper-answers').locator('> li:has(.options li.taken)')
    assert.equal(await answered.count(), 9)
    await picture(officer, 'exam-paper')
    await officer.at('paper-lost').check()
    const scored = Number((await officer.at('paper-count').innerText()).match(/(\d+) \/ 25/)[1])
    assert.equal(await officer.at('paper-answers').locator('> li').count(), 25 - scored)
    await officer.setViewportSize({ width: 390, height: 844 })
    await fits(officer, 'a paper on a phone')
    await picture(officer, 'exam-paper-phone')
    await clerk.goBack()
    // What the phone was never told: an answer.
    const paper = await (await member.request.get(`${house.base}/api/learn/sittings/${sitting.id}`)).json()
    assert.equal(paper.questions, undefined)
    for (const door of ['/api/training/questions', '/api/records/training.question', '/api/records/training.answer', `/api/training/classes/${id}/exam`, `/api/training/sittings/${sitting.id}`]) assert.equal((await member.request.get(house.base + door)).status(), 403, door)
    // Of another county nothing is there.
    const other = await house.logIn('county-320302')
    assert.equal((await other.request.get(`${house.base}/api/training/classes/${id}/exam`)).status(), 404)
    assert.equal((await other.request.get(`${house.base}/api/training/sittings/${sitting.id}`)).status(), 404)
  })],

  ['the bank: a question is written, edited into a second edition, put in use, and looked for by topic', async (house) => {
    const page = await house.logIn('admin')
    await page.open('/training/questions')
    await page.at('bank').getByText('CP-001').waitFor()
    assert.equal(await page.at('bank').locator('tbody tr').count(), 82)
    await picture(page, 'bank')
    await page.at('question-new').click()
    await page.at('question-code').fill('E2E-1')
    await page.at('question-stem').fill('现场没有手套时，可以先用什么隔离血液？')
    await page.at('option-A').fill('干净的塑料袋')
    await page.at('option-B').fill('直接用手')
    await page.at('answer-A').click()
    await page.at('question-save').click()
    await page.at('editions').waitFor()
    await page.at('question-use').click()
    await until('in use', async () => /使用中/.test(await page.at('question-state').innerText()))
    await page.at('question-stem').fill('没有手套时，可以先用什么隔开血液？')
    await page.at('question-save').click()
    await until('the second edition', async () => (await page.at('editions').locator('tbody tr').count()) === 2)
    await picture(page, 'question')
    // A county clerk has no door to the bank.
    const clerk = await house.logIn('county-320102')
    assert.equal((await clerk.request.get(house.base + '/api/training/questions')).status(), 403)
  }],

  ['learning and the exam desk fit a phone and speak English', async (house) => {
    const page = await house.logIn('admin', { width: 390, height: 844 })
    for (const address of ['/training/questions', '/learn']) {
      await page.open(address)
      await page.locator('main h1').waitFor()
      await page.waitForTimeout(400)
      await fits(page, address)
    }
    await page.at('me').click()
    await page.at('me-tongue').click()
    await page.open('/training/questions')
    await page.at('bank').waitFor()
    assert.match(await page.locator('main h1').innerText(), /Question bank/)
    await page.at('me').click()
    await page.at('me-tongue').click()
  }],
]
