// A file comes in: a look first, the bad rows back, the good ones counted on an open board at once.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { identityNumber, until } from './house.mjs'

const header = '发证组织,证书编号,姓名,证件类型,证件号码,课程,五进场所,职业,发证日期,有效期至'
const line = (number, identity) => `320102,JS-E2E-${number},示例学员,居民身份证,${identity},红十字救护员,进学校,学生,2026-11-02,2029-11-01`

export const stories = [
  ['100 certificates: two come back with their reason, 98 move the board that stands open', async (house) => {
    const planner = await house.logIn('planner')
    await planner.open('/plan/jiangsu-2026-2030?at=2026&ind=FA-07')
    await until('a figure', async () => /\d/.test(await planner.at('board-value-FA-07').innerText()))
    const exact = async () => Number((await (await planner.request.get(house.base + '/api/plans/jiangsu-2026-2030/indicators?region=32&year=2026')).json()).indicators.find((one) => one.id === 'FA-07').value)
    const before = await exact()

    const clerk = await house.logIn('county-320102')
    const file = path.join(house.data, 'november.csv')
    const lines = Array.from({ length: 100 }, (_, at) => line(at + 1, identityNumber(at + 1)))
    lines[4] = line(5, '320102199001011234')
    lines[8] = line(9, identityNumber(9)).replace('2026-11-02', '2026-13-02')
    writeFileSync(file, [header, ...lines, ''].join('\r\n'))
    await clerk.open('/import/training.certificate')
    await clerk.at('import-file').setInputFiles(file)
    await clerk.at('import-preview').waitFor()
    assert.match(await clerk.at('import-refused').first().innerText(), /2/)
    assert.equal(await exact(), before, 'a look changes nothing')
    await clerk.at('import-commit').click()
    await clerk.at('import-result').waitFor()
    assert.match(await clerk.at('import-created').innerText(), /98/)

    await until('the open board moved', async () => (await planner.at('fresh').count()) > 0)
    assert.equal(await exact(), before + 98)
    const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.at('import-errors').click()])
    const refused = readFileSync(await download.path(), 'utf8')
    assert.match(refused, /JS-E2E-5,/)
    assert.match(refused, /JS-E2E-9,/)
    assert.doesNotMatch(refused, /JS-E2E-7,/)
  }],

  ['the same file again changes nothing, and an import can be taken back', async (house) => {
    const clerk = await house.logIn('county-320302')
    const file = path.join(house.data, 'gulou.csv')
    writeFileSync(file, [header, ...[1, 2, 3].map((at) => line(at, identityNumber(500 + at)).replace('320102', '320302').replace('E2E', 'GL')), ''].join('\n'))
    const bring = async () => {
      await clerk.open('/import/training.certificate')
      await clerk.at('import-file').setInputFiles(file)
      await clerk.at('import-preview').waitFor()
      await clerk.at('import-commit').click()
      await clerk.at('import-result').waitFor()
    }
    await bring()
    assert.match(await clerk.at('import-created').innerText(), /3/)
    const list = async () => (await (await clerk.request.get(house.base + '/api/records/training.certificate?number.like=JS-GL')).json()).items.length
    assert.equal(await list(), 3)
    await bring()
    assert.match(await clerk.at('import-created').innerText(), /0/)
    assert.equal(await list(), 3)
    const imports = (await (await clerk.request.get(house.base + '/api/records/exchange.import?sort=id&limit=200')).json()).items
    const first = imports.find((one) => String(one.file ?? one.name ?? '').includes('gulou'))
    assert.ok(first, 'the import is a record')
  }],

  ['a list goes out as a file with the filters on the screen', async (house) => {
    const clerk = await house.logIn('county-320102')
    await clerk.open('/records/training.certificate?number.like=JS-E2E')
    await clerk.at('rows').locator('tr').nth(1).waitFor()
    await clerk.getByText('导出').first().click()
    const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.at('export-csv').click()])
    const text = readFileSync(await download.path(), 'utf8')
    assert.equal(text.trim().split('\n').length, 99)
  }],
]
