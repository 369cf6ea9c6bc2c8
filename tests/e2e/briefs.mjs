// 四点钟的一页纸 in the browser: drafted at the desk, approved on a phone, every number a door.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { until } from './house.mjs'

const PHONE = { width: 390, height: 844 }
const draft = async (page, title, region) => {
  await page.open('/briefs')
  await page.at('brief-new').waitFor()
  await page.at('template-six_slides').check()
  await page.at('brief-plan').selectOption('jiangsu-2021-2025')
  await page.at('brief-period').selectOption('2025')
  if (region) await page.at('brief-region').selectOption(region)
  await page.at('brief-title').fill(title)
  await page.at('brief-go').click()
  await page.at('preview').waitFor()
  return /briefs\/(\d+)/.exec(page.url())[1]
}

// A Word file of a few paragraphs, packed as anybody's zip does.
function word(...paragraphs) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'boai-word-'))
  mkdirSync(path.join(folder, 'word'))
  writeFileSync(path.join(folder, '[Content_Types].xml'), '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
  writeFileSync(path.join(folder, 'word/document.xml'), `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map((each) => `<w:p><w:r><w:t>${each}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`)
  const packed = spawnSync('zip', ['-q', '-r', 'made.docx', '[Content_Types].xml', 'word'], { cwd: folder })
  assert.equal(packed.status, 0, String(packed.stderr))
  const bytes = readFileSync(path.join(folder, 'made.docx'))
  rmSync(folder, { recursive: true })
  return bytes
}

export const stories = [
  ['Friday 16:00: a brief is drafted, its numbers open, it is approved on a phone and frozen', async (house) => {
    const planner = await house.logIn('planner')
    const id = await draft(planner, '四点钟的一页纸')
    assert.equal(await planner.at('brief-state').innerText(), '起草中')
    // Every number is the board's own.
    await planner.at('brief-compare').click()
    await planner.at('brief-compared').waitFor()
    assert.match(await planner.at('brief-compared').innerText(), /全部一致/)
    // A foot-note leads to the indicator, at the same region and time.
    const number = planner.at('preview-number').first()
    const door = await number.getAttribute('href')
    assert.match(door, /^\/n\/[0-9A-Z]+-\d+$/)
    await number.click()
    await planner.at('indicator-name').waitFor()
    assert.match(planner.url(), /indicators\/[A-Z]+-\d+\?.*region=32/)
    // Words keep their sources: a number goes in as a place-holder, one typed by hand is pointed out.
    await planner.open(`/briefs/${id}`)
    await planner.at('words-requests').fill('请省财政支持 300 万元。')
    await planner.at('words-requests').blur()
    await planner.at('words-insert').selectOption('FA-02')
    assert.match(await planner.at('words-requests').inputValue(), /\{\{FA-02 value/)
    await planner.at('words-save').click()
    await planner.at('brief-bare').waitFor()
    assert.match(await planner.at('brief-bare').innerText(), /300/)
    await until('the new words in the preview', async () => /请省财政支持/.test(await planner.at('preview').innerText()))
    await planner.at('show-six_slides').click()
    await until('six slides', async () => (await planner.locator('.slide').count()) === 6)
    for (const [file, begins] of [['file-one_page-docx', 'PK'], ['file-one_page-pdf', '%PDF-'], ['file-six_slides-pptx', 'PK'], ['file-six_slides-pdf', '%PDF-']]) {
      const [download] = await Promise.all([planner.waitForEvent('download'), planner.at(file).click()])
      assert.ok(readFileSync(await download.path(), 'latin1').startsWith(begins), file)
    }
    await planner.at('brief-submit').click()
    await until('submitted', async () => (await planner.at('brief-state').innerText()) === '送审中')
    assert.equal(await planner.at('matter-box').count(), 0, 'not hers to approve')

    const phone = await house.logIn('leader', PHONE)
    await phone.at('home-matters').getByText('四点钟的一页纸').click()
    await phone.at('matter-box').waitFor()
    await phone.at('preview').waitFor()
    const over = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(over <= 0, `${over} px too wide on a phone`)
    await phone.at('box-return').click()
    await phone.locator('.fault').waitFor()
    await phone.at('box-remark').fill('同意，请下午四点前报出')
    await phone.at('box-approve').click()
    await until('approved', async () => (await phone.at('brief-state').innerText()) === '已批准')
    await until('the planner sees it', async () => (await planner.at('brief-state').innerText()) === '已批准')
    assert.equal(await planner.at('words-save').count(), 0)
    await planner.open('/')
    await planner.at('home-notices').getByText(/四点钟的一页纸.*已批准/).waitFor()

    // Somebody who may not see the brief learns nothing from its code.
    const county = await house.logIn('county-320102')
    assert.equal((await county.request.get(house.base + '/api' + door)).status(), 404)
    assert.equal((await county.request.get(house.base + `/api/briefs/${id}`)).status(), 404)
  }],

  ['a county drafts its own; a template that cannot be filled is told place by place', async (house) => {
    const county = await house.logIn('county-320102')
    await draft(county, '玄武区一页纸')
    await county.open('/briefs')
    await until('her own brief and no other', async () => (await county.at('briefs').locator('tbody tr').count()) === 1)
    const planner = await house.logIn('planner')
    await planner.open('/briefs')
    await planner.at('template-code').fill('mine')
    await planner.at('template-name').fill('我的模板')
    await planner.at('template-file').setInputFiles({ name: 'broken.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\x03\x04 not a zip') })
    await planner.at('brief-templates').getByText('document.broken').first().waitFor()
    assert.equal(await planner.at('template-code').inputValue(), 'mine', 'nothing typed is lost')
    await planner.at('brief-templates').locator('tbody tr').nth(3).waitFor()
    const before = await planner.at('brief-templates').locator('tbody tr').count()
    await planner.at('template-file').setInputFiles({ name: 'mine.docx', mimeType: 'application/octet-stream', buffer: word('持证率{{FA-99 value}}', '{{each notes}}{{.mark}}', '{{no such thing}}') })
    await planner.at('template-faults').getByText('¶1').waitFor()
    const told = await planner.at('template-faults').innerText()
    assert.match(told, /¶1[\s\S]*FA-99[\s\S]*¶3[\s\S]*no such thing/)
    assert.equal(await planner.at('brief-templates').locator('tbody tr').count(), before, 'nothing is kept')
    await planner.at('template-file').setInputFiles({ name: 'mine.docx', mimeType: 'application/octet-stream', buffer: word('持证率{{FA-02 value}}', '{{each notes}}{{.mark}} {{.url}}') })
    await planner.at('brief-templates').getByText('我的模板').waitFor()
    await planner.open('/briefs')
    await planner.at('template-mine').waitFor()
  }],
]
