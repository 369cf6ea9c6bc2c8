// The texts of the log (C2SP signed-note, checkpoint, proof, cosignature, policy), read strictly,
// and the inclusion proof of RFC 6962. A refusal is thrown with a code the page has words for.
import { verify } from './ed25519.js'
import { joined, sha256 } from './sha.js'

const encoder = new TextEncoder()
export const utf8 = (text) => encoder.encode(text)

export class Refusal extends Error {
  constructor(code, detail = '') { super(code); this.code = code; this.detail = detail }
}

export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) return null
  let raw
  try { raw = atob(text) } catch { return null }
  if (btoa(raw) !== text) return null
  return Uint8Array.from(raw, (c) => c.charCodeAt(0))
}
export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
export const fromHex = (text) => (/^([0-9a-f]{2})*$/i.test(text) ? Uint8Array.from(text.match(/../g) ?? [], (x) => parseInt(x, 16)) : null)
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i])

function number(text) {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) return null
  const value = BigInt(text)
  return value < 1n << 64n ? value : null
}
function hash(text) {
  const bytes = fromBase64(text)
  return bytes && bytes.length === 32 ? bytes : null
}

const isName = (name) => name !== '' && !/[\s+\u0085\u0000-\u001f]/u.test(name)

export async function parseKey(text) {
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  if (first < 0 || second < 0) throw new Refusal('key')
  const name = text.slice(0, first)
  const id = text.slice(first + 1, second)
  const material = fromBase64(text.slice(second + 1))
  if (!isName(name) || !/^[0-9a-f]{8}$/.test(id) || !material) throw new Refusal('key')
  const kind = material[0]
  if ((kind !== 1 && kind !== 4) || material.length !== 33) throw new Refusal('key')
  const expected = hex((await sha256(joined(utf8(name + '\n'), material))).subarray(0, 4))
  if (expected !== id) throw new Refusal('key')
  return { name, id, kind, key: material.subarray(1), text }
}

export function parseNote(text) {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new Refusal('note')
  const split = text.lastIndexOf('\n\n')
  if (split <= 0) throw new Refusal('note')
  const rest = text.slice(split + 2)
  if (!rest.endsWith('\n')) throw new Refusal('note')
  const signatures = rest.slice(0, -1).split('\n').map((line) => {
    const found = /^— (\S+) (\S+)$/.exec(line)
    const bytes = found && fromBase64(found[2])
    if (!bytes || bytes.length < 5 || !isName(found[1])) throw new Refusal('note')
    return { name: found[1], id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) }
  })
  return { text: text.slice(0, split + 1), signatures }
}

const timeOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)

async function signed(key, text, line) {
  if (key.kind === 1) return verify(key.key, utf8(text), line.bytes)
  if (line.bytes.length !== 72 || timeOf(line.bytes) >> 63n) return false
  const cosigned = `cosignature/v1\ntime ${timeOf(line.bytes)}\n${text}`
  return verify(key.key, utf8(cosigned), line.bytes.subarray(8))
}

// One wrong line of a known key refuses the whole note.
export async function check(note, keys) {
  const by = []
  for (const line of note.signatures) {
    const key = keys.find((each) => each.name === line.name && each.id === line.id)
    if (!key) continue
    if (!(await signed(key, note.text, line))) throw new Refusal('signature', line.name)
    by.push({ ...key, time: key.kind === 4 ? Number(timeOf(line.bytes)) : null })
  }
  if (by.length === 0) throw new Refusal('nobody')
  return by
}

export function parseCheckpoint(text) {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length < 3 || lines.some((line) => line === '')) throw new Refusal('checkpoint')
  const size = number(lines[1])
  const root = hash(lines[2])
  if (size === null || !root) throw new Refusal('checkpoint')
  return { origin: lines[0], size, root }
}

export function parseProof(text) {
  const end = text.indexOf('\n\n')
  const lines = end < 0 ? [] : text.slice(0, end).split('\n')
  if (lines.shift() !== 'c2sp.org/tlog-proof@v1') throw new Refusal('proof')
  let extra = null
  if (lines[0] && lines[0].startsWith('extra ')) {
    extra = fromBase64(lines.shift().slice(6))
    if (!extra) throw new Refusal('proof')
  }
  const at = lines.shift() ?? ''
  const index = at.startsWith('index ') ? number(at.slice(6)) : null
  const hashes = lines.map(hash)
  if (index === null || hashes.includes(null) || hashes.length > 64) throw new Refusal('proof')
  return { extra, index, hashes, checkpoint: text.slice(end + 2) }
}

export const leafHash = (leaf) => sha256(joined(Uint8Array.of(0), leaf))
const nodeHash = (left, right) => sha256(joined(Uint8Array.of(1), left, right))

export async function verifyInclusion({ size, index, hashes, root }, leaf) {
  if (index >= size) throw new Refusal('inclusion')
  let current = leaf
  let used = 0
  for (let i = index, last = size - 1n; last > 0n; i >>= 1n, last >>= 1n) {
    const right = (i & 1n) === 1n
    if (!right && i === last) continue
    const sibling = hashes[used++]
    if (!sibling) throw new Refusal('inclusion')
    current = right ? await nodeHash(sibling, current) : await nodeHash(current, sibling)
  }
  if (used !== hashes.length || !same(current, root)) throw new Refusal('inclusion')
}

// A policy file, or a single verifier key as the shortest policy there is.
export async function parsePolicy(text) {
  const logs = []
  const members = new Map()
  const taken = new Set()
  let quorum = null
  const refuse = (line) => { throw new Refusal('policy', line) }
  if (/^\S+\+[0-9a-f]{8}\+\S+\s*$/.test(text.trim())) {
    const key = await parseKey(text.trim())
    if (key.kind !== 1) refuse(text)
    return { logs: [key], members, quorum: 'none', anyOrigin: true }
  }
  for (const line of text.split('\n')) {
    const words = line.split(/[ \t]+/).filter(Boolean)
    if (words.length === 0 || words[0].startsWith('#')) continue
    const [kind, name, third] = words
    const free = () => name !== 'none' && !members.has(name)
    if (kind === 'log' && words.length >= 2 && words.length <= 3) {
      const key = await keyOf(name, refuse, line)
      if (key.kind !== 1 || logs.some((each) => same(each.key, key.key))) refuse(line)
      logs.push(key)
    } else if (kind === 'witness' && words.length >= 3 && words.length <= 4 && free()) {
      const key = await keyOf(third, refuse, line)
      const twice = [...members.values()].some((each) => each.key && same(each.key.key, key.key))
      if (key.kind !== 4 || twice) refuse(line)
      members.set(name, { key })
    } else if (kind === 'group' && words.length >= 4 && free()) {
      const names = words.slice(3)
      for (const each of names) { if (!members.has(each) || taken.has(each)) refuse(line); taken.add(each) }
      const least = third === 'all' ? names.length : third === 'any' ? 1 : Number(number(third) ?? 0n)
      if (least < 1 || least > names.length) refuse(line)
      members.set(name, { names, least })
    } else if (kind === 'quorum' && words.length === 2 && quorum === null && (name === 'none' || members.has(name))) {
      quorum = name
    } else refuse(line)
  }
  if (quorum === null) refuse('')
  return { logs, members, quorum }
}
async function keyOf(text, refuse, line) {
  try { return await parseKey(text) } catch { return refuse(line) }
}

function satisfied(policy, name, by) {
  if (name === 'none') return true
  const member = policy.members.get(name)
  if (member.key) return by.some((each) => each.name === member.key.name && each.id === member.key.id)
  return member.names.filter((each) => satisfied(policy, each, by)).length >= member.least
}

export async function openCheckpoint(text, policy) {
  const note = parseNote(text)
  const witnesses = [...policy.members.values()].filter((each) => each.key).map((each) => each.key)
  const by = await check(note, [...policy.logs, ...witnesses])
  const checkpoint = parseCheckpoint(note.text)
  if (!by.some((each) => each.kind === 1 && (policy.anyOrigin || each.name === checkpoint.origin))) throw new Refusal('nobody')
  if (!satisfied(policy, policy.quorum, by)) throw new Refusal('quorum')
  return { ...checkpoint, by }
}
