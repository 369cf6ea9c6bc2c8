// The verifier's parts against the reference vectors and against Node's own cryptography.
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
// @ts-expect-error plain modules without types
import { verifyPlain } from '../verifier/ed25519.js'
// @ts-expect-error plain modules without types
import { check, fromHex, hex, parseCheckpoint, parseKey, parseNote, parsePolicy, openCheckpoint, parseProof, verifyInclusion } from '../verifier/log.js'
// @ts-expect-error plain modules without types
import { hmacSha256, joined, sha256Plain, sha512Plain } from '../verifier/sha.js'
// @ts-expect-error plain modules without types
import { words } from '../verifier/words.js'

const vector = (name: string) => JSON.parse(readFileSync(path.join(__dirname, '../../engines/merkle/tests', name), 'utf8'))
const order = (1n << 252n) + 27742317777372353535851937790883648493n

describe('the verifier', () => {
  it('hashes as Node does, at every length around a block', () => {
    for (let size = 0; size < 300; size++) {
      const bytes = new Uint8Array(randomBytes(size))
      expect(hex(sha256Plain(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect(hex(sha512Plain(bytes))).toBe(createHash('sha512').update(bytes).digest('hex'))
    }
  })

  it('takes Node’s Ed25519 signatures and none that is bent', () => {
    const base = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 3)]), format: 'der', type: 'pkcs8' })
    const key = new Uint8Array(createPublicKey(base).export({ format: 'der', type: 'spki' }).subarray(12))
    for (let n = 0; n < 8; n++) {
      const text = new Uint8Array(randomBytes(n * 31))
      const signature = new Uint8Array(sign(null, text, base))
      expect(verifyPlain(key, text, signature)).toBe(true)
      const bent = signature.slice()
      bent[n * 7] ^= 1 << n
      expect(verifyPlain(key, text, bent)).toBe(false)
      // The same signature with the group's order added has a second writing: refused.
      let s = signature.subarray(32).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) + order
      const second = signature.slice()
      for (let at = 32; at < 64; at++) { second[at] = Number(s & 255n); s >>= 8n }
      expect(verifyPlain(key, text, second)).toBe(false)
    }
    expect(verifyPlain(new Uint8Array(32), new Uint8Array(), new Uint8Array(64))).toBe(false)
    const one = new Uint8Array(32)
    one[0] = 1
    expect(verifyPlain(one, new Uint8Array(), joined(one, new Uint8Array(32)))).toBe(false)
  })

  it('reads the reference checkpoint and refuses each bent one', async () => {
    const { vkey, witness_vkey, note } = vector('signed-note.json').boai_checkpoint_with_cosignature
    const keys = [await parseKey(vkey), await parseKey(witness_vkey)]
    const parsed = parseNote(note)
    expect((await check(parsed, keys)).map((each: { time: number | null }) => each.time)).toEqual([null, 1800000000])
    expect(parseCheckpoint(parsed.text)).toMatchObject({ origin: 'boai.test/disclosure', size: 70000n })
    const bad = [note.replace('70000', '70001'), note.replace('\n\n', '\n'), note.replace('—', '-'), note.replace('7uqm', '7uqn'), note.replace('disclosure\n', 'disclosure\t\n'), note.slice(0, -1), '']
    for (const each of bad) await expect((async () => check(parseNote(each), keys))()).rejects.toThrow()
    expect(() => parseCheckpoint('a\n070000\nGkzfy2Y3SgwNy+9JrL1JdtE+6GT7PLJB/JQ8rQTwL34=\n')).toThrow('checkpoint')
    await expect(check(parsed, [await parseKey('x' + vkey.slice(1)).catch(() => ({}))])).rejects.toThrow('nobody')
  })

  it('follows every inclusion proof of the reference and no bent one', async () => {
    const file = vector('rfc6962-8leaf.json')
    const tiles = vector('rfc6962-tiles.json')
    for (const row of file.inclusion) {
      const claim = { size: BigInt(row.size), index: BigInt(row.index), hashes: row.proof.map(fromHex), root: fromHex(row.root) }
      const leaf = fromHex(file.leaf_hashes[row.index])
      await verifyInclusion(claim, leaf)
      await expect(verifyInclusion({ ...claim, hashes: [...claim.hashes, claim.root] }, leaf)).rejects.toThrow('inclusion')
      await expect(verifyInclusion({ ...claim, index: claim.size }, leaf)).rejects.toThrow('inclusion')
      if (row.size > 1) await expect(verifyInclusion({ ...claim, hashes: claim.hashes.slice(1) }, leaf)).rejects.toThrow('inclusion')
    }
    for (const row of tiles.inclusion) {
      const leaf = sha256Plain(joined(Uint8Array.of(0), new TextEncoder().encode(String(row.index))))
      await verifyInclusion({ size: BigInt(row.size), index: BigInt(row.index), hashes: row.proof.map(fromHex), root: fromHex(row.root) }, leaf)
    }
  })

  it('makes the commitments of the reference', async () => {
    for (const row of vector('commitment.json').cases) {
      const text = new TextEncoder().encode(`boai/commit/v1\0${row.field}\0${row.value}`)
      expect(hex(await hmacSha256(fromHex(row.salt), text))).toBe(row.commitment)
    }
  })

  it('reads policies as the specification says', async () => {
    const { vkey, witness_vkey, note } = vector('signed-note.json').boai_checkpoint_with_cosignature
    const log = `log ${vkey}\n`
    const office = `witness office ${witness_vkey}\thttp://w/\n`
    const answer = async (text: string) => { try { await openCheckpoint(note, await parsePolicy(text)); return 'ok' } catch (fault) { return (fault as Error).message } }
    const rows: [string, string][] = [
      [vkey, 'ok'], [log + 'quorum none\n', 'ok'], [log + office + 'quorum office\n', 'ok'], [log + office + 'group g all office\nquorum g\n', 'ok'],
      [office + 'quorum office\n', 'nobody'], [log + office, 'policy'], [log + 'quorum nobody\n', 'policy'], [log + office + 'group g 2 office\nquorum g\n', 'policy'],
      [log + office + 'group g any office office\nquorum g\n', 'policy'], [log + log + 'quorum none\n', 'policy'], [log + 'quorum none\nquorum none\n', 'policy'],
      [`witness w ${vkey}\nquorum w\n`, 'policy'], [witness_vkey, 'policy'],
    ]
    for (const [text, wanted] of rows) expect(await answer(text), text).toBe(wanted)
  })

  it('refuses what is not quite a proof', () => {
    const good = 'c2sp.org/tlog-proof@v1\nindex 3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nnote'
    expect(parseProof(good)).toMatchObject({ index: 3n, checkpoint: 'note' })
    for (const bad of ['', good.replace('@v1', '@v2'), good.replace('index 3', 'index 03'), good.replace('index 3', 'index -3'), good.replace('index 3', 'index 18446744073709551616'), good.replace('index 3\n', ''), good.replace('47DE', '47D'), good.replace('\n\n', '\n')]) {
      expect(() => parseProof(bad), bad).toThrow('proof')
    }
  })

  it('has every word in both languages', () => {
    expect(Object.keys(words.en)).toEqual(Object.keys(words.zh))
  })
})
