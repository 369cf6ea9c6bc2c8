// From closed marks to a stranger at the door: a county's clerk issues, prints, puts right and
// revokes; the holder shows hers on a phone; anybody checks it, with a network and without.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { identityNumber, until } from './house.mjs'

const pictures = fileURLToPath(new URL('../../docs/handbook/pictures/', import.meta.url))
const shots = fileURLToPath(new URL('./shots/', import.meta.url))
const today = '2026-11-23'
const phone = { width: 390, height: 844 }

async function act(house, page, name, fields) {
  const csrf = (await (await page.request.get(house.base + '/api/session')).json()).csrf
  const answer = await page.request.post(`${house.base}/api/commands/${name}`, { headers: { 'x-csrf-token': csrf }, data: { id: randomUUID(), ...fields } })
  const body = await answer.json()
  assert.equal(answer.status(), 200, `${name}: ${JSON.stringify(body)}`)
  return body.subject
}
const list = async (house, page, query) => (await (await page.request.get(`${house.base}/api/records/${query}`)).json()).items

// The member of the demo is a trainee like the others; her papers come from the file made for her.
function herself(house) {
  const file = house.boai('people', 'export', house.member, '--as', 'operator')
  assert.equal(file.status, 0, file.stderr)
  const person = JSON.parse(file.stdout).person
  return { name: person.name, document_kind: person.document_kind, document_number: person.document }
}

// Everything before the marks are closed, as the clerk's forms send it.
async function taught(house, clerk, chief, trainees) {
  const branch = (await (await clerk.request.get(house.base + '/api/session')).json()).roles[0].branch
  const papers = (name, serial) => ({ name, document_kind: 'resident_id', document_number: identityNumber(serial) })
  const of_class = await act(house, clerk, 'training.plan_class', { branch, title: '社区心肺复苏班', course: 'cpr_aed', setting: 'community', place: '社区服务中心', start: today, sessions: `${today} am, ${today} pm`, exam_on: today, enrol_from: today, enrol_until: today, seats: 10 })
  await act(house, clerk, 'training.assign_duty', { class: of_class, ...await house.teacher(branch, papers('教员甲', 8701)) })
  await act(house, clerk, 'training.submit_class', { class: of_class })
  const matter = (await list(house, chief, 'matters.matter?kind=training.class&state=open')).find((one) => String(one.subject) === of_class)
  await act(house, chief, 'matters.approve', { matter: matter.id })
  await act(house, clerk, 'training.publish_class', { class: of_class })
  const one = await act(house, clerk, 'training.assign_duty', { class: of_class, role: 'examiner', ...papers('考官甲', 8702) })
  const two = await act(house, clerk, 'training.assign_duty', { class: of_class, role: 'examiner', ...papers('考官乙', 8703) })
  const halves = await list(house, clerk, `training.session?class=${of_class}`)
  const enrolments = []
  for (const trainee of trainees) enrolments.push(await act(house, clerk, 'training.enrol', { class: of_class, ...trainee }))
  for (const enrolment of enrolments) {
    for (const half of halves) await act(house, clerk, 'training.sign_in_trainee', { session: half.id, enrolment })
    await act(house, clerk, 'training.admit', { enrolment, reason: '纸质学习材料' })
    await act(house, clerk, 'training.mark_theory', { enrolment, score: 90, examiner: one })
    for (const station of ['cpr', 'aed']) await act(house, clerk, 'training.mark_station', { enrolment, station, passed: true, examiner: one, second_examiner: two })
  }
  return of_class
}

async function saved(page, name, ...head) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.at(name).click()])
  const bytes = readFileSync(await download.path())
  assert.deepEqual([...bytes.subarray(0, head.length)], head)
  return bytes
}
const pdf = [0x25, 0x50, 0x44, 0x46]
async function picture(page, name) {
  await page.waitForTimeout(300)
  await page.screenshot({ path: path.join(pictures, name) })
}
async function fits(page, width) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${page.url()} is ${over} px too wide at ${width}`)
}

export const stories = [
  ['certificate desk: a class is issued and printed, a name put right, one revoked, all by clicking', async (house) => {
    const clerk = await house.logIn('county-320102')
    const chief = await house.logIn('city-3201')
    const member = await house.logIn('member', phone)
    house.member = (await (await member.request.get(house.base + '/api/people/me')).json()).person.id
    const her = herself(house)
    house.certificate = { her, wrong: { name: '王晓明', document_kind: 'resident_id', document_number: identityNumber(8711) } }
    const of_class = await taught(house, clerk, chief, [her, house.certificate.wrong, { name: '李四', document_kind: 'resident_id', document_number: identityNumber(8712) }])
    await clerk.open(`/training/classes/${of_class}`)
    await clerk.locator('a[href^="/do/training.close_marks"]').click()
    await clerk.at('form-submit').click()
    // Closed too early: opened again with a reason, and closed once more.
    await clerk.open(`/training/classes/${of_class}`)
    await clerk.locator('a[href^="/do/training.reopen_marks"]').click()
    await clerk.at('form-submit').click()
    await clerk.locator('.fault').waitFor()
    await clerk.at('field-reason').fill('漏录一人的实操')
    await clerk.screenshot({ path: path.join(shots, 'reopen.png') })
    await clerk.at('form-submit').click()
    await clerk.open(`/training/classes/${of_class}`)
    await clerk.locator('a[href^="/do/training.close_marks"]').waitFor()
    assert.equal(await clerk.locator('a[href^="/do/training.issue_class"]').count(), 0)
    await clerk.locator('a[href^="/do/training.close_marks"]').click()
    await clerk.at('form-submit').click()
    await clerk.open(`/training/classes/${of_class}`)
    await clerk.screenshot({ path: path.join(shots, 'closed-again.png') })
    await clerk.locator('a[href^="/do/training.issue_class"]').click()
    await clerk.at('form-submit').click()
    await clerk.open(`/training/classes/${of_class}`)
    await saved(clerk, 'class-print', ...pdf)
    await picture(clerk, 'certificate-class.png')
    assert.equal(await clerk.at('trainee-certificate').count(), 3)

    // The desk: by number, by name, by state.
    await clerk.open('/training/certificates')
    await clerk.at('certificate-find').fill('3232010220260200000')
    await until('three by number', async () => (await clerk.at('certificate-list').locator('tbody tr').count()) === 3)
    await picture(clerk, 'certificate-desk.png')
    await clerk.at('certificate-find').fill('王晓')
    await until('one by name', async () => (await clerk.at('certificate-list').locator('tbody tr').count()) === 1)
    await clerk.at('certificate-list').locator('tbody a').click()
    await clerk.at('certificate-qr').waitFor()
    const issued = clerk.url().split('/').at(-1)
    await saved(clerk, 'certificate-print', ...pdf)
    await saved(clerk, 'certificate-card', 0x89, 0x50, 0x4e, 0x47)

    // A misspelt name.
    await clerk.at('certificate-reissue').click()
    await clerk.locator('[role=dialog] [data-test="field-name"]').fill('王小明')
    await clerk.locator('[role=dialog] [data-test="field-reason"]').fill('按身份证更正')
    await clerk.locator('[role=dialog] [data-test="form-submit"]').click()
    await until('the second edition', async () => /更名补发/.test(await clerk.at('certificate-events').innerText()))
    await picture(clerk, 'certificate-page.png')

    // One revoked.
    await clerk.open('/training/certificates')
    await clerk.at('certificate-find').fill('李四')
    await until('one by that name', async () => (await clerk.at('certificate-list').locator('tbody tr').count()) === 1)
    assert.ok(!clerk.url().includes('?'), 'a name in the address')
    await clerk.at('certificate-list').locator('tbody a').first().click()
    await clerk.at('certificate-revoke').click()
    await clerk.locator('[role=dialog] [data-test="field-cause"]').selectOption('fraud')
    await clerk.locator('[role=dialog] [data-test="field-reason"]').fill('替考')
    await clerk.locator('[role=dialog] [data-test="form-submit"]').click()
    await until('revoked', async () => (await clerk.at('certificate-state').innerText()) === '已注销')
    await clerk.open('/training/certificates')
    await clerk.at('state-revoked').click()
    await until('it is among the revoked', async () => (await clerk.at('certificate-list').locator('tbody tr').count()) >= 1)

    // Another county's clerk finds none of it.
    const other = await house.logIn('county-320302')
    await other.open('/training/certificates')
    await other.at('certificate-find').fill('32320102')
    await other.locator('.empty').waitFor()
    const csrf = (await (await other.request.get(house.base + '/api/session')).json()).csrf
    const tried = await other.request.post(`${house.base}/api/training/certificates`, { data: { text: '王小' }, headers: { 'x-csrf-token': csrf } })
    assert.equal((await tried.json()).items.length, 0)
    for (const [method, address] of [['get', `certificates/${issued}`], ['get', `certificates/${issued}/card.png`], ['post', `certificates/${issued}/sheet.pdf`], ['post', `classes/${of_class}/certificates.pdf`]]) {
      const answer = await other.request[method](`${house.base}/api/training/${address}`, { headers: { 'x-csrf-token': csrf } })
      assert.equal(`${address} ${answer.status()} ${(await answer.json()).code}`, `${address} 404 record.not_found`)
    }
    const unsigned = await clerk.request.post(`${house.base}/api/training/certificates/${issued}/sheet.pdf`)
    assert.equal((await unsigned.json()).code, 'session.csrf')
    assert.equal((await member.request.post(`${house.base}/api/training/certificates/${issued}/sheet.pdf`, { headers: { 'x-csrf-token': csrf } })).status(), 403)
    for (const size of [1366, 390]) {
      await clerk.setViewportSize({ width: size, height: 844 })
      for (const address of ['/training/certificates', '/training/decrees', '/my/certificates']) { await clerk.open(address); await clerk.waitForTimeout(400); await fits(clerk, size) }
    }
  }],

  ['certificate desk: the holder shows hers on a phone, and a stranger checks it with a network and without', async (house) => {
    const member = await house.logIn('member', phone)
    await member.open('/my/certificates')
    await member.at('my-qr').first().waitFor()
    assert.match(await member.at('my-sentence').first().innerText(), /^有效，至2028年11月22日。$/)
    await fits(member, 390)
    await picture(member, 'certificate-mine.png')
    await saved(member, 'my-pdf', ...pdf)
    const looks = (await (await member.request.get(house.base + '/api/people/me')).json()).looks
    assert.ok(looks.some((look) => look.type === 'training.certificate' && look.who.includes('玄武')), 'who printed hers stands on her page')
    await member.at('my-qr').first().click()
    await member.at('my-qr-large').waitFor()
    const scan = path.join(house.data, 'scan.png')
    writeFileSync(scan, await member.screenshot())
    const number = (await member.at('my-certificate').first().innerText()).match(/32 320102 2026 02 \d{6} ./)[0].replace(/\s/g, '')

    const stranger = await house.window(phone)
    await stranger.open('/check')
    await stranger.at('check-number').fill(number)
    await stranger.at('check-name').fill(house.certificate.her.name)
    await stranger.at('check-send').click()
    await until('an answer', async () => /有效/.test(await stranger.at('check-answer').innerText()))
    await stranger.locator('a[href="/certificate.html"]').click()
    await stranger.locator('#file').setInputFiles(scan)
    await stranger.locator('#state').waitFor()
    assert.equal(await stranger.locator('#state').innerText(), '有效')
    const took = Number(/([\d.]+) ms/.exec(await stranger.locator('#rows').innerText())[1])
    console.log(`    checked in ${took} ms`)
    assert.ok(took > 0, "the page says how long it took; how long it may is for bench/")
    await picture(stranger, 'certificate-stranger.png')
    const lists = await stranger.request.get(house.base + '/certificate/revoked')
    assert.match(lists.headers()['cache-control'], /public/)
    const again = await stranger.request.get(house.base + '/certificate/revoked', { headers: { 'if-none-match': lists.headers().etag } })
    assert.equal(again.status(), 304)
    // Once seen, the page and its lists serve without a network.
    await stranger.waitForTimeout(500)
    await stranger.reload()
    await stranger.locator('#lists').filter({ hasText: '第' }).waitFor()
    await stranger.context().setOffline(true)
    await stranger.reload()
    await stranger.locator('#file').setInputFiles(scan)
    await stranger.locator('#state').waitFor()
    assert.equal(await stranger.locator('#state').innerText(), '有效')
    assert.match(await stranger.locator('#lists').innerText(), /撤销2张/)
    await stranger.context().setOffline(false)
  }],

  ['certificate desk: a decree is counted before it is proposed, approved by another, carried out and taken back', async (house) => {
    const officer = await house.logIn('admin')
    const leader = await house.logIn('leader')
    const fill = (field, text) => officer.locator(`[role=dialog] [data-test="field-${field}"]`).fill(text)
    const approve = async (kind) => act(house, leader, 'matters.approve', { matter: (await list(house, leader, `matters.matter?kind=${kind}&state=open`))[0].id })
    const before = (await list(house, officer, 'training.certificate?limit=50&sort=-id')).find((one) => !one.ended_on)
    await officer.open('/training/decrees')
    await officer.at('decree-propose').click()
    assert.match(await officer.at('decree-count').innerText(), /先看涉及/)
    for (const [field, text] of [['title', '延期示例'], ['document', '示例〔2026〕20号'], ['ends_from', before.valid_until], ['ends_until', before.valid_until], ['months', '6']]) await fill(field, text)
    assert.ok(await officer.at('field-courses-first_aider').isChecked())
    await officer.at('field-courses-cpr_aed').check()
    await officer.keyboard.press('Tab')
    await until('the count', async () => /^涉及 [1-9]/.test(await officer.at('decree-count').innerText()))
    const count = Number(/\d+/.exec(await officer.at('decree-count').innerText())[0])
    await picture(officer, 'certificate-decree.png')
    await officer.locator('[role=dialog] [data-test="form-submit"]').click()
    await until('it waits', async () => (await officer.at('decree-state').first().innerText()) === '待审批')
    await approve('training.decree')
    await officer.at('decree-apply').click()
    await until('applied', async () => (await officer.at('decree-state').first().innerText()) === '已执行')
    assert.match(await officer.at('decree').first().innerText(), new RegExp(`已延期 ${count} 张`))
    await officer.open(`/training/certificates/${before.id}`)
    await until('extended', async () => (await officer.at('certificate-state').innerText()) === '延期有效')
    assert.match(await officer.at('certificate-events').innerText(), /示例〔2026〕20号/)
    await until('the published list', async () => (await (await officer.request.get(house.base + '/certificate/revoked')).text()).includes('示例〔2026〕20号'))
    await officer.open('/training/decrees')
    await officer.at('decree-reverse').click()
    await fill('reason', '文件撤销')
    await officer.locator('[role=dialog] [data-test="form-submit"]').click()
    await until('its reversal waits', async () => (await officer.at('decree-state').first().innerText()) === '撤回待审批')
    await approve('training.decree_reversal')
    await officer.at('decree-apply').click()
    await until('reversed', async () => (await officer.at('decree-state').first().innerText()) === '已撤回')
    const after = await (await officer.request.get(`${house.base}/api/records/training.certificate/${before.id}`)).json()
    assert.equal(after.valid_until, before.valid_until)
  }],
]
