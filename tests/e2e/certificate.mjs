// Somebody at a school gate with a certificate and a phone without a network: what the page says.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './house.mjs'

const shipped = path.join(root, 'web/dist/certificate.html')
const shots = fileURLToPath(new URL('./shots/', import.meta.url))
const vectors = JSON.parse(readFileSync(path.join(root, 'engines/certificate/tests/vectors.json'), 'utf8'))
const textOf = (name) => vectors.cases.find((each) => each.name === name).text
const build = (...words) => execFileSync('node', [path.join(root, 'web/certificate/build.mjs'), ...words])

async function inFolder(story) {
  const here = mkdtempSync(path.join(os.tmpdir(), 'boai-certificate-'))
  try {
    for (const name of ['keys', 'revoked']) writeFileSync(path.join(here, name), vectors[name])
    build('--keys', path.join(here, 'keys'), '--revoked', path.join(here, 'revoked'), '--out', path.join(here, 'page.html'))
    await story(here)
  } finally { rmSync(here, { recursive: true }) }
}

async function open(house, file, viewport) {
  const context = await house.browser.newContext({ offline: true, viewport: viewport ?? { width: 1000, height: 900 } })
  const page = await context.newPage()
  page.asked = []
  page.faults = []
  page.on('request', (request) => { if (!/^(file|blob):/.test(request.url())) page.asked.push(request.url()) })
  page.on('pageerror', (fault) => page.asked.push(String(fault)))
  await page.goto(pathToFileURL(file).href)
  await page.locator('#day').fill('2026-11-24')
  return page
}
async function paste(page, text, day = '2026-11-24') {
  await page.locator('#day').fill(day)
  await page.locator('#text').fill(text)
  await page.locator('#check').click()
  await page.waitForTimeout(60)
  return page.locator('#sentence').innerText()
}

// A picture of the code as our own program draws it: the phone card.
function pictureOf(house, here) {
  const { key_seed: seed, key_name: name, mask, text, ...row } = vectors.good
  const line = { ...row, region: String(row.region), kind: '03', edition: '1', mask, text, society: '南京市玄武区红十字会' }
  writeFileSync(path.join(here, 'row'), JSON.stringify(line) + '\n')
  const made = house.boai('certificate', 'draw', path.join(here, 'row'), '--words', path.join(root, 'packs/jiangsu/training/certificate.yaml'), '--form', 'card', '--demo', '--out', path.join(here, 'card.png'))
  assert.equal(made.status, 0, made.stderr)
  return path.join(here, 'card.png')
}

export const stories = [
  ['the certificate page is one small file, built from its parts', async () => {
    assert.ok(statSync(shipped).size <= 150_000)
    assert.doesNotMatch(readFileSync(shipped, 'utf8').replace(/"http[^"]*"/g, ''), /https?:\/\/|@import|<link/)
    const again = path.join(os.tmpdir(), `boai-certificate-${process.pid}.html`)
    build('--out', again)
    assert.equal(readFileSync(again, 'utf8'), readFileSync(shipped, 'utf8'), 'run node web/certificate/build.mjs')
    rmSync(again)
  }],
  ['a picture of a certificate is read and believed, in both languages, on a phone and on paper', async (house) => inFolder(async (here) => {
    const page = await open(house, path.join(here, 'page.html'), { width: 390, height: 844 })
    await page.locator('#file').setInputFiles(pictureOf(house, here))
    await page.locator('#state').waitFor()
    assert.equal(await page.locator('#state').innerText(), '有效')
    assert.equal(await page.locator('#sentence').innerText(), '这张证书有效：李*满，红十字救护员，有效期至2029年2月28日。')
    assert.ok(!(await page.locator('main').innerText()).includes('李小满'))
    const took = Number(/([\d.]+) ms/.exec(await page.locator('#rows').innerText())[1])
    console.log(`    checked in ${took} ms`)
    assert.ok(took > 0, "the page says how long it took; how long it may is for bench/")
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390)
    await page.screenshot({ path: path.join(shots, 'certificate-phone.png'), fullPage: true })
    await page.locator('#language').click()
    assert.equal(await page.locator('#sentence').innerText(), 'This certificate is valid: 李*满, First-aider, until 2029-02-28.')
    const paper = await page.pdf({ preferCSSPageSize: true })
    assert.equal((paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length, 1, 'one sheet')
    assert.deepEqual(page.asked, [])
  })],
  ['each state has its sentence, and a whole name can be compared', async (house) => inFolder(async (here) => {
    const page = await open(house, path.join(here, 'page.html'))
    const rows = [
      ['fraud', '这张证书已撤销：自2026年6月1日起不再有效。原因：作弊或冒用。'], ['a misspelt name, since corrected', '这张证书已换发新证：自2026年7月1日起请以新证为准。'],
      ['one bit of the seal', '这不是真的证书：签名不符，内容被改过或是伪造的。'], ['truncated to half', '二维码不完整或被改动，无法核验。'], ['a train ticket', '这不是本会的救护证书二维码。'],
      ['a stolen key', '无法确认这张证书：签发所用的密钥已作废，持证人应换发新证。'],
      ['a retired key, signed in its time; extended twice', '这张证书有效：李*满，红十字救护员。印制的有效期至2026年11月1日，已按示例〔2026〕2号延至2027年6月30日。'],
    ]
    for (const [name, said] of rows) assert.equal(await paste(page, textOf(name)), said, name)
    await page.screenshot({ path: path.join(shots, 'certificate-extended.png'), fullPage: true })
    await paste(page, textOf('one bit of the seal'))
    await page.screenshot({ path: path.join(shots, 'certificate-forged.png'), fullPage: true })
    await paste(page, vectors.good.text, '2026-12-30')
    assert.match(await page.locator('#warnings').innerText(), /撤销名单已过期/)
    await page.locator('#holder-box summary').click()
    for (const [name, said] of [['李小满', '一致：签发时就是这个姓名。'], ['李大满', '不一致：姓名或核对码与签发时不同。'], ['', '请输入完整姓名和12位核对码。']]) {
      await page.locator('#whole-name').fill(name)
      await page.locator('#code').fill('7q2k 9m4x 0abc')
      await page.locator('#holder button').click()
      await page.getByText(said).waitFor()
    }
    assert.deepEqual(page.asked, [])
  })],
  ['files of strangers and old files are refused', async (house) => inFolder(async (here) => {
    const page = await open(house, path.join(here, 'page.html'))
    const give = async (id, text) => { await page.locator(id).setInputFiles({ name: 'list', mimeType: 'text/plain', buffer: Buffer.from(text) }); await page.locator('#file-fault').waitFor(); return page.locator('#file-fault').innerText() }
    assert.equal(await give('#keys', vectors.bad.keys['by a stranger']), '文件的签名不对，或不是本会签发的。')
    assert.equal(await give('#revoked', vectors.bad.revoked['rolled back']), '这个文件比见过的旧，不予采用。')
    const bare = await open(house, shipped)
    assert.equal(await paste(bare, vectors.good.text), '还没有公钥文件：请先选择红十字会公布的公钥文件。')
    await bare.locator('#keys').setInputFiles(path.join(here, 'keys'))
    await bare.locator('#state').waitFor()
    assert.match(await bare.locator('#warnings').innerText(), /没有撤销名单[^]*公钥文件是您自己选择的/)
  })],
]
