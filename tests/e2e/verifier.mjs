// A donor and her receipt, in a browser without a network: what the page says of good and bad ones.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHmac, createPrivateKey, createPublicKey, createHash, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './house.mjs'

const built = path.join(root, 'web/dist/verify.html')
const shots = fileURLToPath(new URL('./shots/', import.meta.url))
const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
const commitment = (field, value) => createHmac('sha256', salt).update(`boai/commit/v1\0${field}\0${value}`).digest('hex')

function witnessOf(name, seed) {
  const secret = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' })
  const open = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(12)
  const material = Buffer.concat([Buffer.from([4]), open])
  const id = createHash('sha256').update(name + '\n').update(material).digest().subarray(0, 4)
  const line = (text, time) => {
    const stamp = Buffer.alloc(8)
    stamp.writeBigUInt64BE(BigInt(time))
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), secret)
    return `— ${name} ${Buffer.concat([id, stamp, signature]).toString('base64')}\n`
  }
  return { vkey: `${name}+${id.toString('hex')}+${material.toString('base64')}`, line }
}

// A log of 300 gifts; 张三's is number 123 and her receipt carries leaf and salts.
function makeReceipt(house, here) {
  const boai = (...words) => { const done = house.boai(...words); assert.equal(done.status, 0, done.stderr); return done.stdout }
  const log = path.join(here, 'log')
  const key = boai('log', 'init', log, '--origin', 'boai.test/disclosure', '--key', path.join(here, 'key')).trim()
  const gifts = Array.from({ length: 300 }, (_, n) => JSON.stringify({
    type: 'gift_in', book: '320000', fund: 'flood-2026', unit: 'CNY', amount: n === 122 ? 200000 : 100 + n, day: '2026-11-23', lot: n + 1,
    commitments: n === 122 ? { donor: commitment('donor', '张三') } : {},
  }))
  writeFileSync(path.join(here, 'gifts'), gifts.join('\n') + '\n')
  boai('log', 'leaf', path.join(here, 'gifts'), '--out', path.join(here, 'leaves'))
  boai('log', 'append', log, path.join(here, 'leaves'))
  boai('log', 'checkpoint', log)
  boai('log', 'prove', log, '--index', '122', '--out', path.join(here, 'plain.tlog-proof'))
  const plain = readFileSync(path.join(here, 'plain.tlog-proof'), 'utf8')
  const leaf = readFileSync(path.join(here, 'leaves'), 'utf8').split('\n')[122]
  const extra = (salts) => 'extra ' + Buffer.from(JSON.stringify({ leaf, salts })).toString('base64') + '\n'
  const withExtra = (salts) => plain.replace('\nindex', '\n' + extra(salts) + 'index')
  const donor = { donor: { salt: salt.toString('hex'), value: '张三' } }
  const witness = witnessOf('audit.test/witness', 7)
  const noted = plain.slice(plain.indexOf('\n\n') + 2)
  const cosigned = (text) => text + witness.line(noted.slice(0, noted.indexOf('\n\n') + 1), 1795400000)
  const policy = `log ${key}\nwitness audit ${witness.vkey}\nquorum audit\n`
  return { key, plain, leaf, good: withExtra(donor), stranger: withExtra({ donor: { ...donor.donor, value: '李四' } }), witnessed: cosigned(withExtra(donor)), policy, log, here }
}

async function open(house, size, { plain = false } = {}) {
  const page = await house.window(size)
  if (plain) await page.addInitScript(() => Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined }))
  page.asked = []
  page.on('request', (request) => { if (!request.url().startsWith('file:')) page.asked.push(request.url()) })
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()) })
  await page.goto(pathToFileURL(built).href)
  return page
}

async function give(page, proof, trust) {
  await page.locator('#trust').fill(trust)
  await page.locator('#file').setInputFiles({ name: '张三.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(proof) })
  await page.locator('#state').waitFor()
  return { state: await page.locator('#state').innerText(), sentence: await page.locator('#sentence').innerText(), whole: await page.locator('main').innerText() }
}

const bent = (text, from, to) => { assert.ok(text.includes(from), from); return text.replace(from, to) }

async function inFolder(house, story) {
  const here = mkdtempSync(path.join(os.tmpdir(), 'boai-verify-'))
  try { await story(makeReceipt(house, here)) } finally { rmSync(here, { recursive: true }) }
}

export const stories = [
  ['the verifier is one small file, built from its parts', async () => {
    assert.ok(statSync(built).size <= 150_000)
    const text = readFileSync(built, 'utf8')
    assert.doesNotMatch(text, /https?:\/\/|@import|<link|src=/)
    const again = path.join(os.tmpdir(), `boai-verify-${process.pid}.html`)
    execFileSync('node', [path.join(root, 'web/verifier/build.mjs'), '--out', again])
    assert.equal(readFileSync(again, 'utf8'), text, 'run node web/verifier/build.mjs')
    rmSync(again)
  }],
  ['a donor checks her receipt, with the browser’s cryptography and with the page’s own', async (house) => inFolder(house, async (made) => {
    for (const plain of [false, true]) {
      const page = await open(house, undefined, { plain })
      const said = await give(page, made.good, made.key)
      assert.equal(said.state, '核验通过')
      assert.equal(said.sentence, '这笔捐赠已经公开入账：¥2,000.00，2026年11月23日，用于“flood-2026”，是公开账本“boai.test/disclosure”的第 123 条记录，记入后没有被改动。')
      assert.match(said.whole, /捐赠人与入账时写下的一致：张三/)
      assert.match(said.whole, /有没有从未入账的捐赠/)
      assert.match(said.whole, /没有要求见证方签名/)
      await page.locator('summary').click()
      const engine = await page.locator('#rows').innerText()
      assert.match(engine, plain ? /页面自带 · (\d+) ms/ : /浏览器自带 · (\d+) ms/)
      assert.ok(+/ · (\d+) ms/.exec(engine)[1] <= 100, engine)
      if (!plain) await page.screenshot({ path: path.join(shots, 'verify-good.png'), fullPage: true })
      await page.locator('#language').click()
      assert.match(await page.locator('#sentence').innerText(), /^This gift is in the public log: ¥2,000\.00 on 2026-11-23/)
      if (!plain) await page.screenshot({ path: path.join(shots, 'verify-english.png'), fullPage: true })
      assert.deepEqual(page.asked, [])
    }
  })],
  ['witnesses count as the policy says, on a phone and on paper', async (house) => inFolder(house, async (made) => {
    const page = await open(house, { width: 390, height: 844 })
    const said = await give(page, made.witnessed, made.policy)
    assert.equal(said.state, '核验通过')
    assert.match(said.whole, /audit\.test\/witness 在 .* 见证过同一本账/)
    assert.doesNotMatch(said.whole, /没有要求见证方/)
    await page.screenshot({ path: path.join(shots, 'verify-phone.png'), fullPage: true })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(wide <= 390, `${wide}`)
    const paper = await page.pdf({ path: path.join(shots, 'verify.pdf'), preferCSSPageSize: true, printBackground: false })
    assert.equal((paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length, 1, 'one sheet')
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 794, height: 1123 })
    await page.screenshot({ path: path.join(shots, 'verify-print.png') })
    await page.emulateMedia({ media: 'screen' })
    const unseen = await give(page, made.good, made.policy)
    assert.equal(unseen.state, '核验未通过')
    assert.match(unseen.whole, /见证方的签名不够/)
  })],
  ['what was changed, or signed by another, is not proven', async (house) => inFolder(house, async (made) => {
    const page = await open(house)
    const end = (text) => text.slice(0, text.lastIndexOf(' ') + 9) + (text.slice(text.lastIndexOf(' ') + 9)[0] === 'A' ? 'B' : 'A') + text.slice(text.lastIndexOf(' ') + 10)
    const cases = [
      [bent(made.good, 'index 122', 'index 121'), made.key, '记录对不上账本'],
      [bent(made.good, 'index 122', 'index 0122'), made.key, '不是一份完整的凭证'],
      [bent(made.good, '\n300\n', '\n301\n'), made.key, '签名不对'],
      [bent(made.good, '\n300\n', '\n0300\n'), made.key, '签名不对'],
      [end(made.good), made.key, '签名不对'],
      [bent(made.good, 'c2sp.org/tlog-proof@v1', 'hello'), made.key, '不是一份完整的凭证'],
      [made.plain, made.key, '缺少记录文件'],
      [made.good, made.key.slice(0, -4), '公钥不完整|信任名单读不懂'],
      [made.good, 'boai.test/other' + made.key.slice(made.key.indexOf('+')), '公钥不完整|没有您所信任'],
      [made.good, witnessOf('other.test/log', 9).vkey, '读不懂|没有您所信任'],
    ]
    for (const [proof, trust, why] of cases) {
      const said = await give(page, proof, trust)
      assert.equal(said.state, '核验未通过', why)
      assert.equal(said.sentence, '这份凭证不能证明记录已经公开入账。')
      assert.match(said.whole, new RegExp(why))
      assert.doesNotMatch(said.whole, /已经证明/)
    }
    await give(page, cases[2][0], made.key)
    await page.screenshot({ path: path.join(shots, 'verify-bad.png'), fullPage: true })
    const stranger = await give(page, made.stranger, made.key)
    assert.equal(stranger.state, '核验通过')
    assert.match(stranger.whole, /没有证明[\s\S]*捐赠人：与入账时写下的不一致/)
    assert.doesNotMatch(stranger.whole, /李四/)
    // Only the leaf's file beside a plain proof.
    await page.reload()
    await give(page, made.plain, made.key)
    await page.locator('#leaf').setInputFiles({ name: 'gift.leaf', mimeType: 'application/octet-stream', buffer: Buffer.from(made.leaf, 'base64') })
    await page.locator('.result.yes').waitFor()
    // Markup in a receipt stays text.
    const markup = Buffer.from(JSON.stringify({ leaf: made.leaf, salts: { '<img src=x onerror=alert(1)>': { salt: '00', value: '<b>' } } })).toString('base64')
    await give(page, made.plain.replace('\nindex', `\nextra ${markup}\nindex`), made.key)
    assert.equal(await page.locator('main img').count(), 0)
    // Through a QR code: the proof comes behind the #, the key does not.
    await page.goto('about:blank')
    await page.goto(pathToFileURL(built).href + '#p=' + Buffer.from(made.good).toString('base64url'))
    assert.match(await page.locator('#sentence').innerText(), /还缺账本公钥/)
    await page.locator('#trust').fill(made.key)
    await page.locator('.result.yes').waitFor()
  })],
]
