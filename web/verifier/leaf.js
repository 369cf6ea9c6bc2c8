// What a leaf says, for people; and whether the donor's own salts open its commitments.
import { fromBase64, fromHex, hex, utf8 } from './log.js'
import { hmacSha256, joined } from './sha.js'

const types = ['', 'gift_in', 'goods_in', 'use', 'goods_out', 'fee', 'refund', 'redesignate', 'correction', 'document', 'statement', 'indicator', 'policy', 'key', 'erasure_notice']
const tags = ['', 'book', 'fund', 'to_fund', 'campaign', 'unit', 'sku', 'amount', 'day', 'lot', 'use_serial', 'new_lot', 'area', 'receivers', 'reason', 'text_hash', 'index', 'before', 'after', 'document', 'kind', 'first', 'end', 'line', 'indicator', 'value', 'version', 'vkey', 'count', 'commitment']
const codes = new Set(['book', 'fund', 'to_fund', 'campaign', 'unit', 'sku', 'area', 'reason', 'kind', 'indicator', 'vkey'])
const hashes = new Set(['text_hash', 'document'])
const decoder = new TextDecoder()

// Null for what is not a leaf of ours: it may be in a log all the same.
export function readLeaf(bytes) {
  if (bytes.length < 2 || bytes[0] !== 1 || !types[bytes[1]]) return null
  const leaf = { type: types[bytes[1]], fields: {}, commitments: {} }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 2; at < bytes.length;) {
    if (at + 3 > bytes.length) return null
    const tag = tags[bytes[at]]
    const size = view.getUint16(at + 1)
    const value = bytes.subarray(at + 3, at + 3 + size)
    if (!tag || value.length !== size) return null
    if (tag === 'commitment') leaf.commitments[decoder.decode(value.subarray(1, 1 + value[0]))] = value.subarray(1 + value[0])
    else if (codes.has(tag)) leaf.fields[tag] = decoder.decode(value)
    else if (hashes.has(tag)) leaf.fields[tag] = hex(value)
    else if (tag !== 'line') {
      if (size !== 8) return null
      leaf.fields[tag] = view.getBigInt64(at + 3)
    }
    at += 3 + size
  }
  return leaf
}

// {"leaf":base64,"salts":{field:{salt:hex,value}}} out of a proof's extra line.
export function readReceipt(extra) {
  try {
    const parsed = JSON.parse(decoder.decode(extra))
    const leaf = fromBase64(parsed.leaf)
    return leaf && typeof parsed.salts === 'object' ? { leaf, salts: parsed.salts } : null
  } catch { return null }
}

// Field → its value, where salt and value give the leaf's commitment; null where they do not.
export async function openCommitments(leaf, salts) {
  const opened = {}
  for (const [field, pair] of Object.entries(salts ?? {})) {
    const salt = typeof pair?.salt === 'string' ? fromHex(pair.salt) : null
    if (!salt || typeof pair.value !== 'string') { opened[field] = null; continue }
    const made = await hmacSha256(salt, joined(utf8('boai/commit/v1\0' + field + '\0'), utf8(pair.value)))
    opened[field] = leaf.commitments[field] && hex(leaf.commitments[field]) === hex(made) ? pair.value : null
  }
  return opened
}
