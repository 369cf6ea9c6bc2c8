// For tests: does the QR code in a grey picture (PGM) say what the file says?
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const jsQR = createRequire(import.meta.url)('jsqr')
const [picture, wanted] = process.argv.slice(2).map((name) => readFileSync(name))
const [, head, width, height] = /^(P5\s+(\d+)\s+(\d+)\s+255\s)/.exec(picture.subarray(0, 40).toString('latin1'))
const rgba = new Uint8ClampedArray(width * height * 4)
picture.subarray(head.length).forEach((grey, at) => rgba.set([grey, grey, grey, 255], at * 4))
const found = (jsQR.default ?? jsQR)(rgba, Number(width), Number(height))
console.log(found && found.data === wanted.toString() ? 'same' : `other: ${found && found.data}`)
