// Coming in, finding one's way, and what stays closed.
import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { until } from './house.mjs'

const P = 'jiangsu-2021-2025'

// RFC 6238 as an authenticator does it, by the house's fixed clock.
function codeOf(secret, at) {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigInt64BE(BigInt(Math.floor(at / 30)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const place = hash[19] & 15
  return String((hash.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export const stories = [
  ['a wrong password is refused with a word, and nothing typed is lost', async (house) => {
    const page = await house.window()
    await page.open('/plan')
    await page.at('login-account').fill('planner')
    await page.at('login-password').fill('not the password')
    await page.at('login-submit').click()
    await page.at('login-problem').waitFor()
    assert.equal(await page.at('login-account').inputValue(), 'planner')
    await page.at('login-password').fill(house.words.planner)
    await page.at('login-submit').click()
    // Where she wanted to go is where she arrives.
    await until('the board', async () => page.url().includes('/plan/'))
  }],

  ['home greets by name, says what is behind, and marks the demo', async (house) => {
    const page = await house.logIn('planner')
    assert.match(await page.locator('h1').innerText(), /示例规划员/)
    assert.equal(await page.at('demo-badge').innerText(), '示例数据')
    await page.at('home-alerts').locator('a').first().click()
    await until('the board', async () => page.url().includes('/plan/'))
    await page.at('board-detail').waitFor()
  }],

  ['every page fits 1366 and a phone', async (house) => {
    const pages = ['/', `/plan/${P}`, `/plan/${P}/indicators/FA-02`, `/plan/${P}/report`, `/plan/${P}/targets/FA-07`, '/matters', '/briefs', '/records/training.certificate', '/import/training.certificate', '/network', '/area/training', '/dictionary', '/account', '/why']
    for (const size of [{ width: 1366, height: 768 }, { width: 390, height: 844 }]) {
      const page = await house.logIn('planner', size)
      for (const address of pages) {
        await page.open(address)
          await page.locator('main h1, main .crumb').first().waitFor()
        await page.waitForTimeout(300)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        assert.ok(over <= 0, `${address} is ${over} px too wide at ${size.width}`)
      }
      await page.context().close()
    }
  }],

  ['the keyboard finds an indicator and lists the shortcuts', async (house) => {
    const page = await house.logIn('planner')
    await page.keyboard.press('/')
    await page.at('search-input').fill('持证率')
    await page.at('search-hits').locator('a, button').first().waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.at('shortcuts').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    await until('the board', async () => page.url().includes('/plan'))
  }],

  ['English is one switch away, and stays', async (house) => {
    const page = await house.logIn('planner')
    await page.at('tongue').click()
    await page.open(`/plan/${P}`)
    await page.at('board-row-FA-02').waitFor()
    const nav = await page.at('nav').innerText()
    assert.doesNotMatch(nav.replace(/博爱|博/g, ''), /[一-鿿]/)
    assert.match(await page.at('board-row-FA-02').innerText(), /certificate holders/)
    await page.at('tongue').click()
  }],

  ['the tree of societies opens city by city', async (house) => {
    const page = await house.logIn('planner')
    await page.at('nav-network').click()
    const tree = page.at('network-tree')
    await tree.getByText('南京市红十字会').waitFor()
    await tree.locator('.node', { hasText: '南京市红十字会' }).locator('.twist').click()
    await tree.getByText('南京市玄武区红十字会').or(tree.getByText('玄武区红十字会')).first().waitFor()
  }],

  ['a county clerk sees her county and nobody else', async (house) => {
    const page = await house.logIn('county-320102')
    await page.open('/records/training.certificate')
    await page.at('rows').locator('tr').nth(1).waitFor()
    const names = await page.at('rows').innerText()
    assert.match(names, /玄武/)
    assert.doesNotMatch(names, /鼓楼/)
    await page.open(`/plan/${P}/indicators/FA-02?region=320302`)
    await page.at('indicator-name').waitFor()
    // Somebody else's record does not exist for her; the same answer as for one that never was.
    const other = await house.logIn('county-320302')
    const answer = await other.request.get(house.base + '/api/records/training.certificate?limit=1')
    const [theirs] = (await answer.json()).items
    const tried = await page.request.get(house.base + `/api/records/training.certificate/${theirs.id}`)
    assert.equal(tried.status(), 404)
  }],

  ['the dictionary explains every record, and "why" names the role', async (house) => {
    const page = await house.logIn('admin')
    await page.open('/dictionary')
    await page.at('dictionary-search').fill('certificate')
    await page.at('dictionary-types').getByText('救护证书').waitFor()
    await page.open('/accounts')
    await page.getByText('示例规划员').first().waitFor()
    await page.open('/why?right=plan.confirm_figure')
    await page.at('why-answer').waitFor()
  }],

  ['an administrator invites a colleague, who must choose a password of her own', async (house) => {
    const page = await house.logIn('admin')
    const branch = (await (await page.request.get(house.base + '/api/records/network.society?code=3202')).json()).items[0].id
    const csrf = (await (await page.request.get(house.base + '/api/session')).json()).csrf
    const send = (verb, body) => page.request.post(`${house.base}/api/commands/${verb}`, { data: { id: randomUUID(), ...body }, headers: { 'X-CSRF-Token': csrf } })
    const invited = await send('identity.invite', { account: 'city-3202', name: '示例无锡规划员', branch, role: 'city_planner', password: 'Willkommen-2026' })
    assert.equal(invited.status(), 200, await invited.text())
    const newcomer = await house.window()
    await newcomer.open('/login')
    await newcomer.at('login-account').fill('city-3202')
    await newcomer.at('login-password').fill('Willkommen-2026')
    await newcomer.at('login-submit').click()
    await newcomer.at('must-change').waitFor()
    assert.equal((await newcomer.request.get(house.base + '/api/home')).status(), 403)
    await newcomer.at('password-new').fill('Taihu-Spring-77')
    await newcomer.at('password-again').fill('Taihu-Spring-77')
    await newcomer.at('password-old').fill('Willkommen-2026')
    await newcomer.at('password-save').click()
    await newcomer.at('home-matters').waitFor()
  }],

  ['a name stays masked until a purpose is named, and the look is on record', async (house) => {
    const clerk = await house.logIn('county-320102')
    const [person] = (await (await clerk.request.get(house.base + '/api/records/people.person?document_kind=resident_id&limit=1')).json()).items
    assert.match(person.name, /^.\*\*$/)
    assert.equal(person.document, undefined)
    await clerk.open(`/records/people.person/${person.id}`)
    await clerk.at('record-reveal').click()
    await clerk.at('purpose-service').click()
    await until('the number', async () => /\d{17}[\dX]/.test(await clerk.at('record-facts').innerText()))
    assert.doesNotMatch(await clerk.at('fact-name').innerText(), /\*/)
    const other = await house.logIn('county-320302')
    const csrf = (await (await other.request.get(house.base + '/api/session')).json()).csrf
    const tried = await other.request.post(`${house.base}/api/records/people.person/${person.id}/disclosure`, { data: { purpose: 'service' }, headers: { 'X-CSRF-Token': csrf } })
    assert.equal(tried.status(), 404)
    const auditor = await house.logIn('auditor')
    const looks = (await (await auditor.request.get(house.base + `/api/records/people.disclosure?subject=${person.id}`)).json()).items
    assert.deepEqual(looks.map((one) => [one.account, one.purpose]), [['county-320102', 'service']])
    assert.equal((await clerk.request.get(house.base + '/api/records/people.disclosure')).status(), 403)
  }],

  ['with a second factor the password alone opens nothing', async (house) => {
    const page = await house.logIn('auditor')
    await page.open('/account')
    await page.at('second-begin').click()
    await page.locator('svg.qr').waitFor()
    const secret = await page.at('second-secret').innerText()
    const now = Date.parse(house.env.BOAI_NOW) / 1000
    await page.at('second-code').fill(codeOf(secret, now))
    await page.at('second-confirm').click()
    await page.at('toast').filter({ hasText: /./ }).waitFor()
    const again = await house.window()
    await again.open('/login')
    await again.at('login-account').fill('auditor')
    await again.at('login-password').fill(house.words.auditor)
    await again.at('login-submit').click()
    await again.at('login-code').fill('000000')
    await again.at('login-submit').click()
    await again.at('login-problem').waitFor()
    // A code is good once; the next step's is another.
    await again.at('login-code').fill(codeOf(secret, now + 30))
    await again.at('login-submit').click()
    await again.at('home-matters').waitFor()
    // The administrator takes a lost one off, on sight of the person.
    const admin = await house.logIn('admin')
    const id = (await (await admin.request.get(house.base + '/api/records/identity.account?account=auditor')).json()).items[0].id
    const csrf = (await (await admin.request.get(house.base + '/api/session')).json()).csrf
    const answer = await admin.request.post(house.base + '/api/commands/identity.reset_access', { data: { id: randomUUID(), account: id, password: 'Interim-Passage-5', remove_second_factor: true }, headers: { 'X-CSRF-Token': csrf } })
    assert.equal(answer.status(), 200, await answer.text())
    assert.equal((await again.request.get(house.base + '/api/home')).status(), 401)
  }],

  ['leaving means leaving', async (house) => {
    const page = await house.logIn('planner')
    await page.at('me').click()
    await page.at('logout').click()
    await page.at('login-account').waitFor()
    await page.open('/plan')
    await page.at('login-account').waitFor()
    assert.equal((await page.request.get(house.base + '/api/home')).status(), 401)
  }],
]
