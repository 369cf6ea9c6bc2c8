// A class on phones: found and enrolled in by a trainee, signed in by the camera with and without a network, examined by two.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { chromium, flags, root, until } from './house.mjs'

const qrcode = createRequire(path.join(root, 'web/package.json'))('qrcode-generator')
const PHONE = { width: 390, height: 844 }
const fits = async (page, what) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${what} is ${over} px too wide`)
}
const picture = (page, name) => process.env.BOAI_PICTURES && page.screenshot({ path: `${process.env.BOAI_PICTURES}/classroom-${name}.png` })
const ours = {}

// A still picture of a code as the camera would see it: one grey frame of 640 × 480, over and over.
function filmOf(text, file) {
  const [wide, high, cell] = [640, 480, 12]
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const size = code.getModuleCount()
  const [left, top] = [Math.round((wide - size * cell) / 2), Math.round((high - size * cell) / 2)]
  const frame = Buffer.alloc((wide * high * 3) / 2, 128)
  for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) {
    const [row, column] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)]
    const dark = row >= 0 && column >= 0 && row < size && column < size && code.isDark(row, column)
    frame[y * wide + x] = dark ? 16 : 235
  }
  const one = Buffer.concat([Buffer.from('FRAME\n'), frame])
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${wide} H${high} F10:1 Ip A1:1 C420\n`), ...Array(20).fill(one)]))
}

async function classOf(house, page, title) {
  const list = await (await page.request.get(`${house.base}/api/records/training.class?limit=200&sort=-start`)).json()
  return list.items.find((one) => one.title.startsWith(title))
}

export const stories = [
  ['a trainee finds a class on the map with her phone and takes a seat', async (house) => {
    const page = await house.window(PHONE)
    await page.open('/find')
    await page.at('find-class').first().waitFor()
    const all = await page.at('find-class').count()
    assert.ok(all > 3, `${all} classes`)
    await page.locator('[data-region="3201"]').click()
    await until('fewer in one city', async () => (await page.at('find-class').count()) < all)
    await fits(page, 'finding a class')
    await picture(page, 'find')
    await page.at('find-enrol').first().click()
    await page.at('login-account').fill('member')
    await page.at('login-password').fill(house.words.member)
    await page.at('login-submit').click()
    await page.waitForURL(/\/find/)
    await page.at('find-enrol').first().click()
    await page.locator('[data-test="toast"]', { hasText: '报名成功' }).waitFor()
    await page.open('/my/classes')
    await page.locator('[data-test="mine-class"] svg').first().waitFor()
    await fits(page, 'her classes')
    await picture(page, 'mine')
  }],

  ['the instructor signs trainees in by the camera, also without a network', async (house) => {
    const desk = await house.logIn('county-320102')
    const of_class = await classOf(house, desk, '心肺复苏与AED班')
    ours.id = of_class.id
    const csrf = (await (await desk.request.get(house.base + '/api/session')).json()).csrf
    const roster = await (await desk.request.post(`${house.base}/api/training/classes/${ours.id}/roster`, { data: {}, headers: { 'X-CSRF-Token': csrf } })).json()
    const [first, second] = roster.trainees
    const film = path.join(house.data, 'code.y4m')
    filmOf(first.code, film)
    const camera = await chromium.launch({ executablePath: process.env.BOAI_CHROMIUM ?? '/usr/bin/chromium', args: [...flags, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`] })
    try {
      const page = await house.logIn('county-320102', PHONE, camera)
      await page.open(`/training/classes/${ours.id}/attendance`)
      await page.at('room-ready').waitFor()
      await page.at('scan').click()
      await page.locator('[data-test="room-said"]', { hasText: `${first.name} 已签到` }).waitFor()
      await until('the server knows', async () => (await page.locator('[data-test="room-list"] li', { hasText: first.name }).innerText()).includes('到课'))
      await fits(page, 'attendance')
      await picture(page, 'attendance')
      await page.at('scan').click()

      await page.context().setOffline(true)
      await page.at(`sign-${second.id}`).click()
      await page.at('room-waiting').waitFor()
      await page.at('room-away').waitFor()
      await page.reload()
      await page.locator('[data-test="room-list"] li', { hasText: second.name }).waitFor()
      assert.match(await page.locator('[data-test="room-list"] li', { hasText: second.name }).innerText(), /待发送/, 'kept over a reload without a network')
      await fits(page, 'attendance without a network')
      await picture(page, 'offline')
      await page.context().setOffline(false)
      await until('sent', async () => (await page.at('room-waiting').count()) === 0)
    } finally { await camera.close() }
    const signed = await (await desk.request.get(`${house.base}/api/records/training.sign_in?class=${ours.id}`)).json()
    assert.deepEqual(signed.items.map((one) => one.way).sort(), ['qr', 'staff'])
  }],

  ['two examiners pass a trainee step by step on one phone', async (house) => {
    const page = await house.logIn('county-320102', PHONE)
    await page.open(`/training/classes/${ours.id}/checklist`)
    await page.at('examiner-1').selectOption({ index: 1 })
    await page.at('examiner-2').selectOption({ index: 2 })
    await page.at('station-cpr').click()
    const trainee = page.locator('[data-test="checklist"] li').first()
    await trainee.locator('.who').click()
    await trainee.getByRole('checkbox').nth(1).click()
    assert.ok(await trainee.locator('[data-test="pass"]').isDisabled(), 'no pass without a step that must be seen')
    await picture(page, 'checklist')
    await trainee.locator('[data-test="fail"]').click()
    await until('one attempt left', async () => (await trainee.innerText()).includes('还有 1 次'))
    await trainee.locator('.who').click()
    await trainee.locator('[data-test="pass"]').click()
    await until('passed', async () => (await page.at('checklist-count').innerText()).includes('1 /'))
    // She did not learn online: the office lets her in with a reason.
    await page.at('station-theory').click()
    const { csrf } = await (await page.request.get(house.base + '/api/session')).json()
    const [seat] = (await (await page.request.get(`${house.base}/api/records/training.enrolment?class=${ours.id}&sort=id&limit=1`)).json()).items
    const admitted = await page.request.post(`${house.base}/api/commands/training.admit`, { data: { id: randomUUID(), enrolment: seat.id, reason: '纸质学习材料' }, headers: { 'X-CSRF-Token': csrf } })
    assert.equal(admitted.status(), 200, await admitted.text())
    await trainee.locator('.who').click()
    await trainee.locator('[data-test="score"]').fill('88')
    await trainee.locator('[data-test="score-send"]').click()
    await until('theory passed', async () => (await trainee.innerText()).includes('88'))
    await until('all sent', async () => (await page.at('room-waiting').count()) === 0)
    await fits(page, 'the checklist')
    const marks = await (await page.request.get(`${house.base}/api/records/training.mark?class=${ours.id}`)).json()
    assert.deepEqual(marks.items.map((one) => `${one.kind} ${one.item ?? ''} ${one.missed ?? ''} ${one.passed}`).sort(), ['station cpr  true', 'station cpr 2 false', 'theory   true'])
  }],

  ['the office prints the class sheet and turns the months of the calendar', async (house) => {
    const page = await house.logIn('county-320102')
    await page.open(`/training/classes/${ours.id}/sheet`)
    await page.locator('[data-test="paper-sheet"] svg').first().waitFor()
    await picture(page, 'sheet')
    await page.open('/training/calendar')
    await page.locator('[data-test="calendar"] .badge', { hasText: '心肺复苏与AED班' }).first().waitFor()
    await picture(page, 'calendar')
    await page.keyboard.press('ArrowLeft')
    await page.locator('[data-test="calendar"] .badge', { hasText: '10月救护员班' }).first().waitFor()
    await page.setViewportSize(PHONE)
    await page.at('calendar-list').waitFor()
    await fits(page, 'the calendar')
  }],

  ['a clerk of another county finds nothing of it', async (house) => {
    const page = await house.logIn('county-320302', PHONE)
    await page.open(`/training/classes/${ours.id}/attendance`)
    await page.at('problem').waitFor()
    assert.match(await page.at('problem').innerText(), /record\.not_found/)
  }],

  ['the first page says what training asks of each', async (house) => {
    const officer = await house.logIn('training-320102')
    await officer.at('today-class').getByText('心肺复苏与AED班（示例）').waitFor()
    assert.deepEqual([await officer.at('nav-classes').count(), await officer.at('nav-report').count(), await officer.at('nav-accounts').count()], [1, 0, 0])
    await picture(officer, 'home')
    const teacher = await house.logIn('instructor', PHONE)
    await teacher.at('today-teaching').getByText('今天').waitFor()
    await fits(teacher, 'the first page of an instructor')
    await picture(teacher, 'home-instructor')
    await teacher.at('today-teaching').getByText('签到').click()
    await until('the attendance', async () => /\/attendance$/.test(teacher.url()))
    const examiner = await house.logIn('examiner', PHONE)
    await examiner.at('today-teaching').getByText('考核').click()
    await until('the checklist', async () => /\/checklist$/.test(examiner.url()))
    const member = await house.logIn('member', PHONE)
    await member.at('today-own').getByText('示例心肺复苏与AED班').waitFor()
    assert.equal(await member.at('today-desk').count(), 0)
    await fits(member, 'the first page of a trainee')
  }],
]
