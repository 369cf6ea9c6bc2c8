// One file out of the parts: node web/verifier/build.mjs [--trust FILE] [--out FILE]. `--trust` bakes
// in a policy file or a verifier key, so that a society hands out a page that knows its own log.
import { readFileSync, writeFileSync } from 'node:fs'

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8')
const word = (name, otherwise) => { const at = process.argv.indexOf(name); return at < 0 ? otherwise : process.argv[at + 1] }

// Lower parts first; each is a module by itself in tests, and one plain script here.
const parts = ['sha.js', 'ed25519.js', 'log.js', 'leaf.js', 'words.js', 'page.js']
const plain = (text) => text.replace(/^import .*$/gm, '').replace(/^export (?=async|function|const|class)/gm, '')
// Names that two parts use for themselves are kept apart by a block around each part.
const exported = (text) => [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map((found) => found[1])
const script = parts.map((name) => {
  const text = read(name)
  const names = exported(text)
  return `const {${names.join(',')}}=(()=>{${plain(text)}\nreturn{${names.join(',')}}})();`
}).join('\n')

const trust = word('--trust', '') ? readFileSync(word('--trust', ''), 'utf8') : ''
if (/<\/?script/i.test(trust)) throw new Error('no policy holds markup')
const page = read('page.html')
  .replace('/* style.css */', () => read('style.css').trim())
  .replace('<!-- trust -->', () => trust)
  .replace('/* script */', () => `'use strict';(()=>{${script}})()`)
writeFileSync(word('--out', new URL('../dist/verify.html', import.meta.url)), page)
console.log(`${Buffer.byteLength(page)} bytes`)
