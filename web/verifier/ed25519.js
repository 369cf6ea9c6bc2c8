// Ed25519 (RFC 8032): the browser's own where it has one, whole numbers where it has not. Refuses
// keys and signatures that have a second writing.
import { joined, sha512Plain } from './sha.js'

const p = (1n << 255n) - 19n
const order = (1n << 252n) + 27742317777372353535851937790883648493n
const mod = (x) => { const r = x % p; return r < 0n ? r + p : r }

function power(base, exponent) {
  let result = 1n
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = (b * b) % p) if (e & 1n) result = (result * b) % p
  return result
}
const inverse = (x) => power(x, p - 2n)
const d = mod(-121665n * inverse(121666n))
const root = power(2n, (p - 1n) / 4n) // of minus one

function xFrom(y, odd) {
  const yy = mod(y * y)
  const u = mod(yy - 1n)
  const v = mod(d * yy + 1n)
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (p - 5n) / 8n))
  if (mod(v * x * x) !== u) x = mod(x * root)
  if (mod(v * x * x) !== u) return null
  if (x === 0n && odd) return null
  return (x & 1n) === (odd ? 1n : 0n) ? x : p - x
}

// Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.
const zero = { x: 0n, y: 1n, z: 1n, t: 0n }
function add(one, two) {
  const a = mod((one.y - one.x) * (two.y - two.x))
  const b = mod((one.y + one.x) * (two.y + two.x))
  const c = mod(2n * d * one.t * two.t)
  const e = mod(2n * one.z * two.z)
  const h = b - a, f = e - c, g = e + c, k = b + a
  return { x: mod(h * f), y: mod(g * k), z: mod(f * g), t: mod(h * k) }
}
function times(point, scalar) {
  let result = zero
  for (let each = point, s = scalar; s > 0n; s >>= 1n, each = add(each, each)) if (s & 1n) result = add(result, each)
  return result
}
const isZero = (point) => point.x === 0n && point.y === point.z

const little = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
function pointFrom(bytes) {
  const number = little(bytes)
  const y = number & ((1n << 255n) - 1n)
  if (y >= p) return null
  const x = xFrom(y, number >> 255n === 1n)
  return x === null ? null : { x, y, z: 1n, t: mod(x * y) }
}
function bytesOf(point) {
  const z = inverse(point.z)
  let number = mod(point.y * z) | ((mod(point.x * z) & 1n) << 255n)
  return Uint8Array.from({ length: 32 }, () => { const byte = Number(number & 255n); number >>= 8n; return byte })
}

const base = (() => { const y = mod(4n * inverse(5n)); const x = xFrom(y, false); return { x, y, z: 1n, t: mod(x * y) } })()

export function verifyPlain(key, text, signature) {
  if (key.length !== 32 || signature.length !== 64) return false
  const a = pointFrom(key)
  const s = little(signature.subarray(32))
  if (!a || s >= order || isZero(times(a, 8n))) return false
  const r = signature.subarray(0, 32)
  const k = little(sha512Plain(joined(r, key, text))) % order
  const minusA = { x: mod(-a.x), y: a.y, z: a.z, t: mod(-a.t) }
  const found = bytesOf(add(times(base, s), times(minusA, k)))
  return found.every((byte, at) => byte === r[at])
}

export async function verify(key, text, signature) {
  const subtle = typeof crypto === 'undefined' ? undefined : crypto.subtle
  if (!subtle) return verifyPlain(key, text, signature)
  try {
    const imported = await subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify'])
    if (!(await subtle.verify({ name: 'Ed25519' }, imported, signature, text))) return false
  } catch {
    return verifyPlain(key, text, signature)
  }
  return true
}
