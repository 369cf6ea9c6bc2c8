// One person once: the warning while one types, the desk of pairs, her page, and what she sees herself.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { identityNumber, until } from './house.mjs'

const PHONE = '13851507788'

async function send(house, page, verb, body) {
  const csrf = (await (await page.request.get(house.base + '/api/session')).json()).csrf
  return page.request.post(`${house.base}/api/commands/${verb}`, { data: { id: randomUUID(), ...body }, headers: { 'X-CSRF-Token': csrf } })
}
// Records by the form's own command, at the clerk's society.
async function record(house, page, name, kind, number, phone = PHONE) {
  const branch = (await (await page.request.get(house.base + '/api/session')).json()).roles[0].branch
  const answer = await send(house, page, 'people.record_person', { branch, purpose: 'service', name, document_kind: kind, document_number: number, phone })
  assert.equal(answer.status(), 200, await answer.text())
  return (await answer.json()).subject
}
const fits = async (page, what) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${what} is ${over} px too wide`)
}
// Pictures of the handbook, when a folder is named for them.
const picture = (page, name) => process.env.BOAI_PICTURES && page.screenshot({ path: `${process.env.BOAI_PICTURES}/people-${name}.png` })
const ours = {}

export const stories = [
  ['a clerk who types a person on record is warned, not refused', async (house) => {
    const page = await house.logIn('county-320102')
    ours.first = await record(house, page, '欧阳静华', 'resident_id', identityNumber(8001))
    const asked = []
    page.on('request', (request) => { if (request.url().includes('/api/')) asked.push(request.url()) })
    await page.open('/do/people.record_person')
    await page.at('field-name').fill('欧阳敬华')
    await page.at('field-document_kind').selectOption('passport')
    await page.at('field-document_number').fill('E12345678')
    await page.at('field-phone').fill(PHONE)
    await page.at('field-purpose').selectOption('service')
    await page.at('candidates').waitFor()
    const warned = await page.at('candidates').innerText()
    assert.match(warned, /可能已经登记过/)
    assert.match(warned, /欧\*\*/)
    assert.match(warned, /同音字/)
    assert.doesNotMatch(warned, /静华|\d{17}/)
    assert.ok(asked.every((url) => !url.includes(PHONE) && !url.includes('E12345678') && !decodeURIComponent(url).includes('欧阳')), 'typed words in an address')
    await page.at('form-submit').click()
    await until('recorded', async () => /people\.person\/\d+/.test(page.url()))
    ours.second = page.url().match(/(\d+)$/)[1]
  }],

  ['a neighbour who types the same sees no warning', async (house) => {
    const page = await house.logIn('county-320302')
    await page.open('/do/people.record_person')
    await page.at('field-name').fill('欧阳敬华')
    await page.at('field-phone').fill(PHONE)
    const answer = await page.waitForResponse((each) => each.url().endsWith('/api/people/candidates') && each.request().postData().includes(PHONE))
    assert.deepEqual((await answer.json()).items, [])
    assert.equal(await page.at('candidates').count(), 0)
  }],

  ['who stands at the desk is found by card, phone or name, and no address tells whom one looked for', async (house) => {
    const page = await house.logIn('county-320102')
    const asked = []
    page.on('request', (request) => asked.push(decodeURIComponent(request.url())))
    await page.open('/')
    await page.at('nav-people').click()
    await page.at('person-find').fill('欧阳')
    const shown = async () => (await page.at('persons').locator('tbody tr').allInnerTexts()).join()
    const both = async () => [ours.first, ours.second].every((id) => id)
      && (await shown()).includes(`#${ours.first}`) && (await shown()).includes(`#${ours.second}`)
    await until('both of that name', both)
    assert.doesNotMatch(await page.at('persons').innerText(), /静华|敬华|\d{17}|13851507788/)
    await picture(page, 'find')
    await page.at('persons').locator('a').first().click()
    await page.at('person-title').waitFor()
    await page.goBack()
    await until('what was asked is still there', both)
    await page.at('person-find').fill('138 5150 7788')
    await page.at('person-find').press('Enter')
    await until('both by one phone', async () => (await page.at('persons').locator('tbody tr').count()) === 2)
    await page.at('person-find').fill(identityNumber(8001).slice(0, 17) + 'Q')
    await page.at('person-look').click()
    await page.locator('[role=alert]').waitFor()
    await page.at('person-find').fill('E11111111')
    await page.at('person-find').press('Enter')
    await page.at('persons-none').waitFor()
    await page.at('person-find').fill(identityNumber(8001))
    await page.at('person-find').press('Enter')
    await until('the one with that card', async () => page.url().endsWith(`/people/${ours.first}`))
    assert.ok(asked.every((url) => !/欧阳|5150|E1111|8001/.test(url.replace(/:\d+/, ''))), 'typed words in an address')
    for (const size of [1366, 390]) {
      await page.setViewportSize({ width: size, height: 844 })
      await page.open('/people')
      await page.at('person-find').fill('王')
      await page.at('persons').waitFor()
      await fits(page, `people at ${size}`)
      await picture(page, `find-${size}`)
    }
  }],

  ['a neighbour finds none of them', async (house) => {
    const page = await house.logIn('county-320302')
    await page.open('/people')
    for (const typed of ['欧阳静华', '138 5150 7788', identityNumber(8001)]) {
      await page.at('person-find').fill(typed)
      await page.at('person-find').press('Enter')
      await page.at('persons-none').waitFor()
      await page.at('person-find').fill('')
    }
  }],

  ['pairs are searched, looked at for a purpose, kept apart by d and merged by m', async (house) => {
    const page = await house.logIn('county-320102')
    ours.sister = await record(house, page, '王海燕', 'resident_id', identityNumber(8002), '13900001111')
    ours.other = await record(house, page, '王海艳', 'passport', 'E55556666', '13900001111')
    await page.open('/records/people.pair')
    await page.at('list-desk').click()
    await page.at('hunt').click()
    await page.at('hunted').waitFor({ timeout: 30_000 })
    const card = page.locator('section[data-test^="pair-"]', { hasText: `#${ours.first}` }).first()
    await card.waitFor()
    assert.match(await card.innerText(), /相近/)
    assert.match(await card.innerText(), /◐/)
    assert.doesNotMatch(await card.innerText(), /静华|敬华/)
    await picture(page, 'duplicates')
    // Names are shown for a purpose only.
    await card.locator('[data-test="pair-see"]').click()
    await page.at('purpose-service').click()
    await until('the names', async () => /欧阳静华[\s\S]*欧阳敬华/.test(await card.innerText()))
    // By keyboard: down to the sisters, kept apart.
    const current = () => page.locator('[aria-current="true"].pair')
    for (let tries = 0; tries < 25 && !(await current().innerText()).includes(`#${ours.sister}`); tries += 1) await page.keyboard.press('j')
    assert.match(await current().innerText(), new RegExp(`#${ours.sister}`))
    await page.keyboard.press('d')
    await page.at('reason-go').click()
    assert.equal(await page.at('reason-text').getAttribute('aria-invalid'), 'true')
    await page.at('reason-text').fill('姐妹二人，共用一个手机号')
    await page.at('reason-go').click()
    await until('the sisters gone', async () => !(await page.locator('main').innerText()).includes(`#${ours.sister}`))
    for (let tries = 0; tries < 25 && !(await current().innerText()).includes(`#${ours.first}`); tries += 1) await page.keyboard.press('k')
    await page.keyboard.press('m')
    await page.at(`stays-${ours.first}`).check()
    await page.at('reason-text').fill('当面核对，旧护照与身份证为同一人')
    await page.at('reason-go').click()
    await until('the pair gone', async () => !(await page.locator('main').innerText()).includes(`#${ours.first}`))
    // Searched again, what was judged does not come back.
    await page.at('hunt').click()
    await page.at('hunted').waitFor({ timeout: 30_000 })
    assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(`#${ours.sister}\\b`))
  }],

  ['her page: masked, shown for a purpose, consents given and taken back, a merge undone', async (house) => {
    const page = await house.logIn('county-320102')
    await page.open('/records/people.person?id=' + ours.first)
    await page.at(`row-${ours.first}`).locator('a').first().click()
    await until('her page', async () => page.url().endsWith(`/people/${ours.first}`))
    await page.at('papers-name').waitFor()
    assert.match(await page.at('person-title').innerText(), /^欧\*\*$/)
    await page.at('consent-new').click()
    await page.at('field-use').selectOption('notices')
    await page.at('consent-go').click()
    const consent = page.at('consents').locator('li').first()
    await until('the consent', async () => /有效/.test(await consent.innerText()))
    await consent.locator('button').click()
    await page.at('field-channel').selectOption('phone')
    await page.at('consent-go').click()
    await until('taken back', async () => /撤回/.test(await consent.innerText()) && (await consent.locator('button').count()) === 0)
    await page.at('person-see').click()
    await page.at('purpose-service').click()
    await until('her name', async () => (await page.at('papers-name').innerText()) === '欧阳静华')
    assert.match(await page.at('papers-document').innerText(), /\d{17}[\dX]/)
    await picture(page, 'person')
    const [file] = await Promise.all([page.waitForEvent('download'), (async () => { await page.at('along').click(); await page.at('along-go').click() })()])
    assert.match(file.suggestedFilename(), /person-\d+\.json/)
    await page.at('merges').locator('button').first().click()
    await page.at('reason-text').fill('核实为两人')
    await page.at('reason-go').click()
    await until('undone', async () => /已撤销/.test(await page.at('merges').innerText()))
    // Who looked is the auditor's to see.
    assert.equal(await page.at('looks').count(), 0)
    const auditor = await house.logIn('admin')
    await auditor.open(`/people/${ours.first}`)
    await until('the looks', async () => /玄武/.test(await auditor.at('looks').innerText()))
    // Of a neighbour's person nothing is there, not even that she is.
    const other = await house.logIn('county-320302')
    await other.open(`/people/${ours.first}`)
    await other.locator('main').getByText('people.person.not_found').waitFor()
  }],

  ['a trainee sees on her phone what is kept of her, takes a consent back and all of it along', async (house) => {
    const page = await house.logIn('member', { width: 390, height: 844 })
    await page.at('home-nav-own').click()
    await page.at('papers-name').waitFor()
    assert.match(await page.at('papers-name').innerText(), /\*/)
    await fits(page, 'her own page')
    const consent = page.at('consents').locator('li').first()
    assert.match(await consent.innerText(), /有效/)
    // A clerk looks; she sees it.
    const clerk = await house.logIn('county-320102')
    const mine = (await (await page.request.get(house.base + '/api/people/me')).json()).person.id
    await clerk.open(`/people/${mine}`)
    await clerk.at('person-see').click()
    await clerk.at('purpose-training').click()
    await until('shown', async () => !/\*/.test(await clerk.at('papers-name').innerText()))
    await page.reload()
    await until('the look', async () => /示例玄武区经办[\s\S]*救护培训/.test(await page.at('looks').innerText()))
    await picture(page, 'me')
    await consent.locator('button').click()
    await page.at('me-withdraw').click()
    await until('taken back', async () => (await consent.locator('button').count()) === 0)
    const [file] = await Promise.all([page.waitForEvent('download'), page.at('me-download').click()])
    assert.equal(file.suggestedFilename(), 'person.json')
    // Hers and nothing else.
    for (const door of ['/api/records/people.person', `/api/people/${mine}`, '/api/people/pairs', `/api/people/${ours.first}`]) assert.equal((await page.request.get(house.base + door)).status(), 403, door)
    const taken = await send(house, page, 'people.withdraw_own_consent', { person: ours.first, consent: '1' })
    assert.equal(taken.status(), 404)
  }],

  ['desk and person page fit a phone and speak English', async (house) => {
    const page = await house.logIn('county-320102', { width: 390, height: 844 })
    for (const address of ['/people/duplicates', `/people/${ours.first}`, '/people/me']) {
      await page.open(address)
      await page.locator('main h1').waitFor()
      await page.waitForTimeout(400)
      await fits(page, address)
    }
    await page.at('me-none').waitFor()
    await page.at('me').click()
    await page.at('me-tongue').click()
    await page.open('/people/duplicates')
    await page.at('hunt').waitFor()
    assert.match(await page.locator('main h1').innerText(), /Possible duplicates/)
    await page.at('me').click()
    await page.at('me-tongue').click()
  }],

  ['anybody checks a certificate on a phone, without an account', async (house) => {
    const clerk = await house.logIn('county-320102')
    const branch = (await (await clerk.request.get(house.base + '/api/session')).json()).roles[0].branch
    const form = { branch, number: 'E2E-CHECK-1', name: '欧阳静华', document_kind: 'resident_id', document_number: identityNumber(8001), course: 'first_aider', setting: 'community', occupation: 'other', day: '2026-11-20' }
    const answer = await send(house, clerk, 'training.certify', form)
    assert.equal(answer.status(), 200, await answer.text())
    const anybody = await house.window({ width: 390, height: 844 })
    await anybody.open('/check')
    await anybody.at('check-number').fill('E2E-CHECK-1')
    await anybody.at('check-name').fill('欧阳静花')
    await anybody.at('check-send').click()
    await anybody.at('check-answer').getByText('没有编号和姓名都相符的证书').waitFor()
    await anybody.at('check-name').fill('欧阳静华')
    await anybody.at('check-send').click()
    await anybody.at('check-answer').getByText('这张证书有效').waitFor()
    const shown = await anybody.at('check-answer').innerText()
    assert.match(shown, /欧阳\*\*/)
    assert.doesNotMatch(shown, /静华/)
    await fits(anybody, 'the check')
    await picture(anybody, 'check')
  }],
]
