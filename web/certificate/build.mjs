// One file out of the parts: node web/certificate/build.mjs [--keys FILE] [--revoked FILE] [--out FILE].
// `--keys` bakes in a society's signed keys file: such a page believes only what that root signs.
import { readFileSync, writeFileSync } from 'node:fs'
import { transformSync } from 'esbuild'

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8')
const word = (name, otherwise) => { const at = process.argv.indexOf(name); return at < 0 ? otherwise : process.argv[at + 1] }

// Lower parts first; each is a module by itself in tests, and one plain script here.
const parts = ['../verifier/sha.js', '../verifier/ed25519.js', '../verifier/log.js', 'check.js', 'words.js', 'page.js']
const plain = (text) => text.replace(/^import .*$/gm, '').replace(/^export (?=async|function|const|class)/gm, '')
const exported = (text) => [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map((found) => found[1])
const script = parts.map((name) => {
  const text = read(name)
  const names = exported(text)
  return `const {${names.join(',')}}=(()=>{${plain(text)}\nreturn{${names.join(',')}}})();`
}).join('\n')

// jsQR without its table for Japanese text, which is more than half of it; our codes hold no Kanji segments.
const reader = read('../node_modules/jsqr/dist/jsQR.js')
const cut = reader.replace(/exports\.shiftJISTable = \{[\s\S]*?\};/, 'exports.shiftJISTable = {};')
if (cut.length === reader.length) throw new Error('jsQR looks another way: mend the cut')
const jsqr = '/* jsQR 1.4.0, Apache-2.0, github.com/cozmo/jsQR, minified, its shiftJISTable emptied */' + transformSync(cut, { minify: true, charset: 'utf8' }).code

const given = (name) => (word(name, '') ? readFileSync(word(name, ''), 'utf8') : '')
const keys = given('--keys'), revoked = given('--revoked')
if (/<\/?script/i.test(keys + revoked)) throw new Error('no list holds markup')
const page = read('page.html')
  .replace('/* style.css */', () => read('../verifier/style.css').trim() + '\n' + read('style.css').trim())
  .replace('<!-- keys -->', () => keys)
  .replace('<!-- revoked -->', () => revoked)
  .replace('/* jsqr */', () => jsqr)
  .replace('/* script */', () => `'use strict';(()=>{${script}})()`)
if (/<script[^>]*>[^]*<\/script>/i.test(jsqr)) throw new Error('markup in jsQR')
writeFileSync(word('--out', new URL('../dist/certificate.html', import.meta.url)), page)
console.log(`${Buffer.byteLength(page)} bytes`)
