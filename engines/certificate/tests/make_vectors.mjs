// Writes vectors.json: node engines/certificate/tests/make_vectors.mjs. Written from the reference
// (docs/reference/certificate-qr.md) with Node's own cryptography, knowing nothing of our C++ or of
// the page, so that all three check each other. Keys here are for tests and sign nothing else.
import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'

const keyOf = (name, seed) => {
  const secret = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' })
  const open = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(12)
  const material = Buffer.concat([Buffer.of(1), open])
  const id = createHash('sha256').update(name + '\n').update(material).digest().subarray(0, 4)
  return { name, id, seed, vkey: `${name}+${id.toString('hex')}+${material.toString('base64')}`, sign: (text) => sign(null, Buffer.from(text), secret) }
}
const note = (text, ...keys) => `${text}\n${keys.map((key) => `— ${key.name} ${Buffer.concat([key.id, key.sign(text)]).toString('base64')}\n`).join('')}`

const root = keyOf('jiangsu-root', 1)
const rootNext = keyOf('jiangsu-root-2', 2)
const stranger = keyOf('jiangsu-root', 3)
const key26 = keyOf('jiangsu-2026', 11)
const key24 = keyOf('jiangsu-2024', 12)
const stolen = keyOf('jiangsu-lost', 13)
const unknown = keyOf('jiangsu-2099', 14)

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base32 = (bytes) => {
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('')
  return bits.match(/.{1,5}/g).map((five) => letters[parseInt(five.padEnd(5, '0'), 2)]).join('')
}
const days = (day) => (Date.parse(day) - Date.parse('2000-01-01')) / 86400000
const short = (n) => Buffer.of(n >> 8, n & 255)
const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const checked = (body) => {
  let sum = 0, weight = 1
  for (const each of body) { sum += digits.indexOf(each) * weight; weight = (weight * 3) % 31 }
  return body + digits[(31 - (sum % 31)) % 31]
}
const seal = (number, name, code) => createHmac('sha256', code).update(`boai/certificate-name/v1\0${number}\0${name}`).digest().subarray(0, 8)

const li = { number: checked('32320102202603000001'), name: '李小满', mask: '李*满', code: '7Q2K9M4X0ABC', region: 320102, kind: 3, edition: 1, issued: '2026-03-01', valid_until: '2029-02-28', signed: '2026-03-02', key: key26 }
const bodyOf = (c, more = {}) => Buffer.concat([
  Buffer.of(more.version ?? 1), c.key.id, Buffer.of(c.region >> 16, (c.region >> 8) & 255, c.region & 255), Buffer.of(c.kind, c.edition),
  short(days(c.issued)), short(days(c.valid_until)), short(days(c.signed)),
  Buffer.of(c.number.length), Buffer.from(c.number), Buffer.of(Buffer.byteLength(c.mask)), Buffer.from(c.mask), seal(c.number, c.name, c.code), more.tail ?? Buffer.alloc(0),
])
const domain = 'boai/certificate/v1\0'
const bytesOf = (c, more = {}) => { const body = bodyOf(c, more); return Buffer.concat([body, c.key.sign(Buffer.concat([Buffer.from(more.domain ?? domain), body]))]) }
const textOf = (c, more) => 'BA.' + base32(bytesOf(c, more))
const flip = (bytes, at) => { const bent = Buffer.from(bytes); bent[at] ^= 1; return bent }

const keysText = `boai/certificate-keys/v1
issuer 32 江苏省红十字会|Red Cross Society of Jiangsu
sequence 7
issued 2026-11-01
expires 2027-05-01
revoked-from 12
root ${root.vkey}
root ${rootNext.vkey}
key ${key24.vkey} 2024-01-01 2025-12-31
key ${key26.vkey} 2026-01-01 2027-12-31
key ${stolen.vkey} 2026-01-01 2027-12-31 withdrawn 2026-05-01
kind 02 due 60 grace 0 心肺复苏与AED|CPR and AED
kind 03 due 90 grace 180 红十字救护员|First-aider
society 320102 南京市玄武区红十字会|Red Cross Society of Xuanwu, Nanjing
`
const numbered = (serial) => checked('32320102202603' + String(serial).padStart(6, '0'))
const revocation = (number, from, reason, edition) => Buffer.concat([createHash('sha256').update(`boai/certificate-number/v1\0${number}`).digest().subarray(0, 8), short(days(from)), Buffer.of(reason, edition)])
const revocations = [revocation(numbered(5), '2026-06-01', 2, 255), revocation(numbered(6), '2026-07-01', 4, 1), revocation(numbered(7), '2026-07-01', 1, 255), revocation(numbered(8), '2026-07-01', 3, 255)]
revocations.sort(Buffer.compare)
const revokedText = `boai/certificate-revoked/v1
issuer 32
sequence 12
issued 2026-11-10
expires 2026-12-10
extend 2026-01 03 32 2026-09-01 2026-11-30 2027-03-31 示例〔2026〕1号
extend 2026-02 * 3201 2026-10-15 2026-11-15 2027-06-30 示例〔2026〕2号
extend 2026-03 02 3202 2026-09-01 2026-11-30 2030-12-31 示例〔2026〕3号
extend 2026-04 * 32 2027-03-31 2027-06-30 2030-12-31 示例〔2026〕4号
revoked ${revocations.length}
${revocations.map((each) => each.toString('base64') + '\n').join('')}`

const on = '2026-11-24'
const older = { ...li, number: numbered(9), issued: '2023-11-02', valid_until: '2026-11-01', signed: '2024-01-05', key: key24 }
const cpr = { ...li, number: checked('32320102202402000001'), kind: 2, issued: '2024-11-24', valid_until: '2026-11-23', signed: '2026-01-01' }
const rows = [
  ['a good one', textOf(li), on, 'valid', '', { ends: '2029-02-28' }],
  ['behind an address', 'https://example.cn/certificate#' + textOf(li), on, 'valid', ''],
  ['with blanks around it', `  ${textOf(li)}\r\n`, on, 'valid', ''],
  ['on the last day before due', textOf(li), '2028-11-29', 'valid', ''],
  ['on the first day of due', textOf(li), '2028-11-30', 'due', ''],
  ['on the last day', textOf(li), '2029-02-28', 'due', ''],
  ['the day after', textOf(li), '2029-03-01', 'grace', ''],
  ['on the last day of grace', textOf(li), '2029-08-27', 'grace', ''],
  ['after grace', textOf(li), '2029-08-28', 'expired', ''],
  ['a kind without grace', textOf(cpr), on, 'expired', ''],
  ['on the day of issue', textOf(li), '2026-03-01', 'valid', ''],
  ['before the day of issue', textOf(li), '2026-02-28', 'not_yet_valid', ''],
  ['a retired key, signed in its time; extended twice', textOf(older), on, 'extended', '', { ends: '2027-06-30', decree: '2026-02' }],
  ['the same without the revoked file', textOf(older), on, 'grace', '', { revoked: false, ends: '2026-11-01' }],
  ['the same on the last day', textOf(older), '2027-06-30', 'extended', ''],
  ['the same after it', textOf(older), '2027-07-01', 'grace', ''],
  ['a decree of another kind and city', textOf(cpr), '2026-11-23', 'due', '', { ends: '2026-11-23' }],
  ['fraud', textOf({ ...li, number: numbered(5) }), on, 'revoked', 'fraud'],
  ['fraud, the day before', textOf({ ...li, number: numbered(5) }), '2026-05-31', 'valid', ''],
  ['fraud, without the revoked file', textOf({ ...li, number: numbered(5) }), on, 'valid', '', { revoked: false }],
  ['issued in error', textOf({ ...li, number: numbered(7) }), on, 'revoked', 'error'],
  ['at the holder’s wish', textOf({ ...li, number: numbered(8) }), on, 'revoked', 'wish'],
  ['a misspelt name, since corrected', textOf({ ...li, number: numbered(6) }), on, 'superseded', 'superseded'],
  ['the corrected one', textOf({ ...li, number: numbered(6), edition: 2, signed: '2026-07-01' }), on, 'valid', ''],
  ['a key nobody named', textOf({ ...li, key: unknown }), on, 'unknown_key', 'key_unknown'],
  ['a stolen key', textOf({ ...li, key: stolen }), on, 'unknown_key', 'key_withdrawn'],
  ['a retired key at work again', textOf({ ...li, key: key24 }), on, 'unknown_key', 'key_time'],
  ['a signature for another purpose', textOf(li, { domain: 'boai/something-else/v1\0' }), on, 'forged', ''],
  ['a signature without the domain', textOf(li, { domain: '' }), on, 'forged', ''],
  ['one bit of the kind', 'BA.' + base32(flip(bytesOf(li), 8)), on, 'forged', ''],
  ['one bit of the seal', 'BA.' + base32(flip(bytesOf(li), 48)), on, 'forged', ''],
  ['one bit of the signature', 'BA.' + base32(flip(bytesOf(li), bytesOf(li).length - 1)), on, 'forged', ''],
  ['another province', textOf({ ...li, region: 330102 }), on, 'foreign', null],
  ['another version', textOf(li, { version: 2 }), on, 'foreign', null],
  ['a train ticket', '2026112412345678901234', on, 'foreign', null],
  ['an address of somebody', 'https://example.cn/pay?x=1', on, 'foreign', null],
  ['nothing', '', on, 'foreign', null],
  ['only the mark', 'BA.', on, 'malformed', null],
  ['truncated by a letter', textOf(li).slice(0, -1), on, 'malformed', null],
  ['truncated to half', textOf(li).slice(0, 90), on, 'malformed', null],
  ['a letter too many', textOf(li) + 'A', on, 'malformed', null],
  ['a byte too many', 'BA.' + base32(Buffer.concat([bytesOf(li), Buffer.of(0)])), on, 'malformed', null],
  ['a signed byte too many', textOf(li, { tail: Buffer.of(0) }), on, 'malformed', null],
  ['small letters', textOf(li).toLowerCase(), on, 'foreign', null],
  ['small letters after the mark', 'BA.' + textOf(li).slice(3).toLowerCase(), on, 'malformed', null],
  ['a blank within', textOf(li).slice(0, 50) + ' ' + textOf(li).slice(50), on, 'malformed', null],
  ['padding', textOf(li) + '====', on, 'malformed', null],
  ['unused bits set', (() => { const c = { ...li, mask: '李*' }; const text = textOf(c); const at = letters.indexOf(text.at(-1)); return bytesOf(c).length % 5 === 0 ? text + 'B' : text.slice(0, -1) + letters[at | 1] })(), on, 'malformed', null],
  ['a whole name instead of a mask', textOf({ ...li, mask: '李小满' }), on, 'malformed', null],
  ['an identity number as a mask', textOf({ ...li, mask: '320102*' }), on, 'malformed', null],
  ['a mask longer than any', textOf({ ...li, mask: '李**满满' }), on, 'malformed', null],
  ['an edition of nought', textOf({ ...li, edition: 0 }), on, 'malformed', null],
  ['a kind beyond 99', textOf({ ...li, kind: 100 }), on, 'malformed', null],
  ['a region that is none', textOf({ ...li, region: 99999 }), on, 'malformed', null],
  ['ends before it begins', textOf({ ...li, valid_until: '2026-02-28' }), on, 'malformed', null],
  ['signed before the exam', textOf({ ...li, signed: '2026-02-28' }), on, 'malformed', null],
  ['a number too long', textOf({ ...li, number: '3232010220260300000012' }), on, 'malformed', null],
  ['a number in small letters', textOf({ ...li, number: '32320102202603000001x' }), on, 'malformed', null],
]
const cases = rows.map(([name, text, day, state, why, more = {}]) => ({ name, text, on: day, state, why, revoked: true, ...more }))
const plain = ({ key, ...c }) => ({ ...c, key_name: key.name, key_seed: key.seed, text: textOf({ key, ...c }) })
const bad = {
  keys: { 'not signed': `${keysText}\n`, 'by a stranger': note(keysText, stranger), 'changed after signing': note(keysText, root).replace('sequence 7', 'sequence 8'), 'out of order': note(keysText.replace(/(root .*\n)(root .*\n)/, '$2$1'), root), 'sequence with a nought before': note(keysText.replace('sequence 7', 'sequence 07'), root), 'a line nobody knows': note(keysText + 'more 1\n', root) },
  revoked: { 'not signed': `${revokedText}\n`, 'by a stranger': note(revokedText, stranger), 'rolled back': note(revokedText.replace('sequence 12', 'sequence 11'), root), 'another issuer': note(revokedText.replace('issuer 32', 'issuer 33'), root), 'a revocation fewer than it says': note(revokedText.replace(/[^\n]+\n$/, ''), root), 'out of order': note(revokedText.replace(/([^\n]+\n)([^\n]+\n)$/, '$2$1'), root) },
}
const names = [
  { name: '李小满', code: '7Q2K9M4X0ABC', same: true }, { name: ' 李 小满 ', code: '7q2k-9m4x-0abc', same: true }, { name: '李小满', code: '7Q2K9M4XOABC', same: true },
  { name: '李大满', code: '7Q2K9M4X0ABC', same: false }, { name: '李小满', code: '7Q2K9M4X0ABD', same: false }, { name: '李小满', code: '7Q2K9M4X0AB', same: null }, { name: '', code: '7Q2K9M4X0ABC', same: null },
]
const out = { root: root.vkey, root_next: rootNext.vkey, stranger: stranger.vkey, keys: note(keysText, root, rootNext), revoked: note(revokedText, rootNext), good: plain(li), cases, names, bad }
writeFileSync(new URL('vectors.json', import.meta.url), JSON.stringify(out, null, 1) + '\n')
console.log(`${cases.length} cases, ${textOf(li).length} characters`)
