// Fails when a word is missing in a tongue, used but not written, written but not used,
// or when Chinese stands in a source file outside words/.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../src', import.meta.url))
const files = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name)
  return statSync(path).isDirectory() ? files(path) : /\.(vue|ts)$/.test(name) ? [path] : []
})
const keysOf = (tongue) => files(join(root, 'shared/words', tongue)).flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map((hit) => hit[1]))

const zh = keysOf('zh')
const en = keysOf('en')
const faults = []
for (const key of zh) if (!en.includes(key)) faults.push(`en/ lacks ${key}`)
for (const key of en) if (!zh.includes(key)) faults.push(`zh/ lacks ${key}`)
for (const list of [zh, en]) for (const key of list) if (list.indexOf(key) !== list.lastIndexOf(key)) faults.push(`${key} stands twice`)

const sources = files(root).filter((path) => !relative(root, path).startsWith(`shared${sep}words`))
const text = sources.map((path) => readFileSync(path, 'utf8')).join('\n')
const literal = new Set([...text.matchAll(/['"`]([a-z_]+(?:\.[\w]+)*)['"`]/g)].map((hit) => hit[1]))
const stems = [...text.matchAll(/`([a-z_]+(?:\.[a-z_]+)*[._])\$\{/g)].map((hit) => hit[1])
const outside = ['problem.', 'reason.']
const used = (key) => literal.has(key) || [...stems, ...outside].some((stem) => key.startsWith(stem))
for (const key of new Set(zh)) if (!used(key)) faults.push(`${key} is used nowhere`)
for (const [, key] of text.matchAll(/\bt\('([^']+)'/g)) if (!zh.includes(key)) faults.push(`${key} is used but not written`)

const code = (source) => source.replace(/<!--[\s\S]*?-->/g, '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
for (const path of sources) {
  const hit = /[\u3400-\u9fff]/.exec(code(readFileSync(path, 'utf8')))
  if (hit) faults.push(`${relative(root, path)} says "${hit[0]}" itself; move it to words/`)
}
if (faults.length) {
  console.error(faults.join('\n'))
  process.exit(1)
}
console.log(`${zh.length} words in two tongues, all used.`)
