// A certificate's code, the two signed files, a day: one state (docs/reference/certificate-qr.md).
// Reads what engines/certificate reads and refuses what it refuses; the vectors are shared.
import { verify } from '../verifier/ed25519.js'
import { check, fromBase64, hex, parseKey, parseNote, Refusal, utf8 } from '../verifier/log.js'
import { hmacSha256, joined, sha256 } from '../verifier/sha.js'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const domain = utf8('boai/certificate/v1\0')
const payloadMax = 124
const textMax = 4096
export const listMax = 1 << 20

// ---- days: whole numbers since 2000-01-01, "2026-11-23" in lists and on the page
const epoch = Date.UTC(2000, 0, 1)
export const isoOf = (n) => new Date(epoch + n * 86400000).toISOString().slice(0, 10)
export function daysOf(iso) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const n = (Date.parse(iso + 'T00:00:00Z') - epoch) / 86400000
  return Number.isInteger(n) && n >= 0 && n <= 0xffff && isoOf(n) === iso ? n : null
}

// ---- the code
function fromBase32(text) {
  const bytes = []
  let held = 0, bits = 0
  for (const each of text) {
    const value = letters.indexOf(each)
    if (value < 0) return null
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) { bits -= 8; bytes.push((held >> bits) & 255) }
  }
  return bits >= 5 || held & ((1 << bits) - 1) ? null : Uint8Array.from(bytes)
}

// Planes 2 and 3 whole: an older phone does not know the newest rare characters as letters.
const nameLetter = /^[\p{L}\p{M}\p{Nl}\u{20000}-\u{3ffff}]$/u
export function isMask(text) {
  const each = [...text]
  if (utf8(text).length > 12 || each.length < 2 || each.length > 4 || each[0] === '*') return false
  return each.includes('*') && each.every((letter) => letter === '*' || letter === '·' || nameLetter.test(letter))
}

export function parseText(text) {
  const bad = (code, detail) => { throw new Refusal(code, detail) }
  if (text.length > textMax) bad('foreign', 'long')
  const token = text.slice(text.lastIndexOf('#') + 1).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
  if (!token.startsWith('BA.')) bad('foreign', 'mark')
  const bytes = fromBase32(token.slice(3))
  if (!bytes || bytes.length === 0) bad('malformed', 'base32')
  if (bytes[0] !== 1) bad('foreign', 'version')
  if (bytes.length > payloadMax || bytes.length <= 64) bad('malformed', 'length')
  const body = bytes.subarray(0, -64)
  let at = 1
  const take = (count) => { if (at + count > body.length) bad('malformed', 'length'); at += count; return body.subarray(at - count, at) }
  const number = (count) => take(count).reduce((sum, byte) => sum * 256 + byte, 0)
  const word = () => { const held = take(number(1)); try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(held) } catch { return bad('malformed', 'utf8') } }
  const found = { key: hex(take(4)), region: number(3), kind: number(1), edition: number(1), issued: number(2), validUntil: number(2), signed: number(2), number: word(), mask: word(), seal: take(8), body, signature: bytes.subarray(-64) }
  const good = at === body.length && /^[0-9A-Z]{1,21}$/.test(found.number) && isMask(found.mask) && found.region >= 100000 && found.region <= 999999 &&
    found.kind <= 99 && found.edition >= 1 && found.validUntil >= found.issued && found.signed >= found.issued
  return good ? found : bad('malformed', 'field')
}

// ---- the two files
const words = (text) => { const both = text.split('|'); return both.length === 2 ? both : null }
const day = '(\\d{4}-\\d{2}-\\d{2})'
const whole = '(0|[1-9]\\d{0,15})'

// Lines in their order: each pattern as often as it may stand; anything else refuses the file.
function linesOf(text, code, head, patterns) {
  const bad = (detail) => { throw new Refusal(code, detail) }
  const lines = text.split('\n')
  if (text.length > listMax || lines.pop() !== '' || lines.shift() !== head) bad('head')
  let at = 0
  const found = {}
  for (const [name, pattern, least, most] of patterns) {
    const expression = new RegExp(`^${pattern}$`, 'u')
    found[name] = []
    for (let hit; found[name].length < most && at < lines.length && (hit = expression.exec(lines[at])); at++) found[name].push(hit.slice(1))
    if (found[name].length < least) bad(name)
  }
  return { found, rest: lines.slice(at), bad }
}
function editionOf(found, issuer, bad) {
  const edition = { issuer: Number(issuer), sequence: Number(found.sequence[0][0]), issued: daysOf(found.issued[0][0]), expires: daysOf(found.expires[0][0]) }
  if (edition.sequence < 1 || edition.issued === null || edition.expires === null || edition.expires < edition.issued) bad('edition')
  return edition
}
const ascends = (items, key) => items.every((item, at) => at === 0 || key(items[at - 1]) < key(item))
const heads = [['sequence', `sequence ${whole}`, 1, 1], ['issued', `issued ${day}`, 1, 1], ['expires', `expires ${day}`, 1, 1]]

export async function parseKeys(text) {
  const { found, rest, bad } = linesOf(text, 'keys', 'boai/certificate-keys/v1', [
    ['issuer', 'issuer (\\d{2}) (.*)', 1, 1], ...heads, ['from', `revoked-from ${whole}`, 1, 1], ['root', 'root (\\S+)', 1, 2],
    ['key', `key (\\S+) ${day} ${day}(?: withdrawn ${day})?`, 0, 2000], ['kind', `kind (\\d{2}) due ${whole} grace ${whole} (.*)`, 1, 2000], ['society', 'society ([1-9]\\d{0,5}|0) (.*)', 0, 2000],
  ])
  if (rest.length) bad('rest')
  const named = (text) => words(text) ?? bad('words')
  const dated = (iso) => daysOf(iso) ?? bad('day')
  const keyed = async (vkey) => { const key = await parseKey(vkey); if (key.kind !== 1) bad('key'); return key }
  const keys = {
    edition: editionOf(found, found.issuer[0][0], bad), issuerName: named(found.issuer[0][1]), revokedFrom: Number(found.from[0][0]),
    roots: await Promise.all(found.root.map(([vkey]) => keyed(vkey))),
    keys: await Promise.all(found.key.map(async ([vkey, from, until, withdrawn]) => ({ ...(await keyed(vkey)), from: dated(from), until: dated(until), withdrawn: withdrawn ? dated(withdrawn) : null }))),
    kinds: found.kind.map(([code, due, grace, name]) => ({ code: Number(code), due: Number(due), grace: Number(grace), name: named(name) })),
    societies: found.society.map(([region, name]) => ({ region: Number(region), name: named(name) })),
  }
  const byName = (key) => `${key.name}\0${key.id}`
  const ordered = ascends(keys.roots, byName) && ascends(keys.keys, byName) && ascends(keys.kinds, (kind) => kind.code) && ascends(keys.societies, (one) => one.region)
  const once = new Set(keys.keys.map((key) => key.id)).size === keys.keys.length
  if (!ordered || !once || keys.keys.some((key) => key.until < key.from)) bad('order')
  return keys
}

export function parseRevoked(text) {
  const { found, rest, bad } = linesOf(text, 'revoked', 'boai/certificate-revoked/v1', [
    ['issuer', 'issuer (\\d{2})', 1, 1], ...heads, ['extend', `extend (\\S+) (\\*|\\d{2}(?:,\\d{2})*) (\\d\\d|\\d{4}|\\d{6}) ${day} ${day} ${day} (.+)`, 0, 2000], ['count', `revoked ${whole}`, 1, 1],
  ])
  if (rest.length !== Number(found.count[0][0]) || rest.length > 50000) bad('count')
  const dated = (iso) => daysOf(iso) ?? bad('day')
  const decrees = found.extend.map(([code, kinds, region, first, last, until, document]) => ({
    code, kinds: kinds === '*' ? null : kinds.split(',').map(Number), region, first: dated(first), last: dated(last), until: dated(until), document,
  }))
  if (!ascends(decrees, (each) => each.code) || decrees.some((each) => each.last < each.first || each.until < each.last)) bad('decree')
  const revocations = new Map()
  let before = ''
  for (const line of rest) {
    const bytes = fromBase64(line)
    if (!bytes || bytes.length !== 12 || bytes[10] < 1 || bytes[10] > 4 || bytes[11] === 0) bad('entry')
    const key = hex(bytes.subarray(0, 8))
    if (key <= before) bad('order')
    before = key
    revocations.set(key, { from: bytes[8] * 256 + bytes[9], reason: ['error', 'fraud', 'wish', 'superseded'][bytes[10] - 1], edition: bytes[11] })
  }
  return { edition: editionOf(found, found.issuer[0][0], bad), decrees, revocations }
}

async function signedBy(note, roots, file) {
  try { await check(note, roots) } catch { throw new Refusal('root', file) }
}

// `pinned`: the root keys somebody trusts already, else those the file names. `seen`: the highest
// sequences met before.
export async function openKeys(text, pinned, seen = {}) {
  const note = parseNote(text)
  const keys = await parseKeys(note.text)
  await signedBy(note, pinned && pinned.length ? pinned : keys.roots, 'keys')
  if (keys.edition.sequence < (seen.keys ?? 0)) throw new Refusal('rolled_back', 'keys')
  return keys
}
export async function openRevoked(text, keys, seen = {}) {
  const note = parseNote(text)
  await signedBy(note, keys.roots, 'revoked')
  const revoked = parseRevoked(note.text)
  if (revoked.edition.issuer !== keys.edition.issuer) throw new Refusal('other_issuer')
  if (revoked.edition.sequence < Math.max(seen.revoked ?? 0, keys.revokedFrom)) throw new Refusal('rolled_back', 'revoked')
  return revoked
}

// ---- what it is worth
export function endOf(found, revoked) {
  let end = { day: found.validUntil, decree: null }
  for (const decree of revoked ? revoked.decrees : []) {
    const covers = (!decree.kinds || decree.kinds.includes(found.kind)) && String(found.region).startsWith(decree.region)
    const inside = decree.first <= found.validUntil && found.validUntil <= decree.last
    if (covers && inside && decree.until > end.day) end = { day: decree.until, decree }
  }
  return end
}

export async function checkCode(text, keys, revoked, on) {
  let found
  try { found = parseText(text) } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return { state: fault.code, why: fault.detail }
  }
  if (Math.floor(found.region / 10000) !== keys.edition.issuer) return { state: 'foreign', why: 'other_issuer' }
  const key = keys.keys.find((each) => each.id === found.key)
  const fault = !key ? 'key_unknown' : key.withdrawn !== null ? 'key_withdrawn' : found.signed < key.from || found.signed > key.until ? 'key_time' : ''
  if (fault) return { state: 'unknown_key', why: fault, key: found.key }
  if (!(await verify(key.key, joined(domain, found.body), found.signature))) return { state: 'forged', why: '', key: found.key }
  const { day: ends, decree } = endOf(found, revoked)
  const kind = keys.kinds.find((each) => each.code === found.kind) ?? null
  const society = keys.societies.find((each) => each.region === found.region) ?? null
  const answer = { certificate: found, ends, decree, kind, society, why: '', revocation: null }
  if (on < found.issued) return { ...answer, state: 'not_yet_valid' }
  const hash = (await sha256(utf8(`boai/certificate-number/v1\0${found.number}`))).subarray(0, 8)
  const hit = revoked ? revoked.revocations.get(hex(hash)) : null
  if (hit && found.edition <= hit.edition && on >= hit.from) return { ...answer, state: hit.reason === 'superseded' ? 'superseded' : 'revoked', why: hit.reason, revocation: hit }
  if (on > ends) return { ...answer, state: on - ends <= (kind ? kind.grace : 0) ? 'grace' : 'expired' }
  if (on > found.validUntil) return { ...answer, state: 'extended' }
  return { ...answer, state: ends - on <= (kind ? kind.due : 0) ? 'due' : 'valid' }
}
export const isGood = (state) => state === 'valid' || state === 'due' || state === 'extended'

export function warningsOf(keys, revoked, answer, on) {
  const found = []
  if (on > keys.edition.expires) found.push('keys_old')
  if (!revoked) found.push('revoked_missing')
  else if (on > revoked.edition.expires) found.push('revoked_old')
  if (on < keys.edition.issued || (revoked && on < revoked.edition.issued) || (answer.certificate && on < answer.certificate.signed)) found.push('clock')
  return found
}

// ---- the whole name, with the code that only the paper prints; null when either cannot be one
export async function isHolder(found, name, code) {
  const plain = name.replace(/[ \u3000\u00a0]/g, '').replace(/[\u2022\u2027\u2219\u22c5\u30fb\uff65\u16eb]/g, '·')
  const each = [...plain]
  if (each.length === 0 || each.length > 50 || !each.every((letter) => letter === '·' || nameLetter.test(letter))) return null
  const typed = code.replace(/[ -]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(typed)) return null
  const seal = await hmacSha256(utf8(typed), utf8(`boai/certificate-name/v1\0${found.number}\0${plain}`))
  return hex(seal.subarray(0, 8)) === hex(found.seal)
}
