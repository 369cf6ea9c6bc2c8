// SHA-256 and SHA-512 by FIPS 180-4, for browsers or pages that lack WebCrypto. The constants are
// computed: fractional parts of roots of the first primes.
function primes(count) {
  const found = []
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p)) found.push(n)
  return found
}

// floor(root of n · 2^64) mod 2^64, by bisection on whole numbers.
function fraction64(n, power) {
  const target = BigInt(n) << BigInt(64 * power)
  let low = 0n
  let high = 1n << 72n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** BigInt(power) <= target) low = middle
    else high = middle
  }
  return low & 0xffffffffffffffffn
}

const cubes = primes(80).map((n) => fraction64(n, 3))
const squares = primes(8).map((n) => fraction64(n, 2))
const k256 = Uint32Array.from(cubes.slice(0, 64), (n) => Number(n >> 32n))
const start256 = Uint32Array.from(squares, (n) => Number(n >> 32n))

function padded(bytes, block) {
  const lengthBytes = block / 8
  const size = Math.ceil((bytes.length + 1 + lengthBytes) / block) * block
  const out = new Uint8Array(size)
  out.set(bytes)
  out[bytes.length] = 0x80
  const view = new DataView(out.buffer)
  view.setUint32(size - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(size - 4, (bytes.length << 3) >>> 0)
  return out
}

export function sha256Plain(bytes) {
  const message = padded(bytes, 64)
  const view = new DataView(message.buffer)
  const state = Uint32Array.from(start256)
  const w = new Uint32Array(64)
  const turn = (x, n) => (x >>> n) | (x << (32 - n))
  for (let at = 0; at < message.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i)
    for (let i = 16; i < 64; i++) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3)
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10)
      w[i] = w[i - 16] + s0 + w[i - 7] + s1
    }
    let [a, b, c, d, e, f, g, h] = state
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k256[i] + w[i]) | 0
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0
    }
    ;[a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] += x })
  }
  const out = new Uint8Array(32)
  state.forEach((x, i) => new DataView(out.buffer).setUint32(4 * i, x))
  return out
}

export function sha512Plain(bytes) {
  const mask = 0xffffffffffffffffn
  const message = padded(bytes, 128)
  const view = new DataView(message.buffer)
  const state = squares.slice()
  const w = new Array(80)
  const turn = (x, n) => ((x >> n) | (x << (64n - n))) & mask
  for (let at = 0; at < message.length; at += 128) {
    for (let i = 0; i < 16; i++) w[i] = view.getBigUint64(at + 8 * i)
    for (let i = 16; i < 80; i++) {
      const s0 = turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n)
      const s1 = turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n)
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & mask
    }
    let [a, b, c, d, e, f, g, h] = state
    for (let i = 0; i < 80; i++) {
      const t1 = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & mask & g)) + cubes[i] + w[i]
      const t2 = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))
      h = g; g = f; f = e; e = (d + t1) & mask; d = c; c = b; b = a; a = (t1 + t2) & mask
    }
    ;[a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] = (state[i] + x) & mask })
  }
  const out = new Uint8Array(64)
  state.forEach((x, i) => new DataView(out.buffer).setBigUint64(8 * i, x))
  return out
}

const subtle = () => (typeof crypto === 'undefined' ? undefined : crypto.subtle)

export async function sha256(bytes) {
  if (!subtle()) return sha256Plain(bytes)
  return new Uint8Array(await subtle().digest('SHA-256', bytes))
}

// RFC 2104.
export async function hmacSha256(key, text) {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? await sha256(key) : key)
  const inner = await sha256(joined(block.map((x) => x ^ 0x36), text))
  return sha256(joined(block.map((x) => x ^ 0x5c), inner))
}

export function joined(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) { out.set(part, at); at += part.length }
  return out
}
