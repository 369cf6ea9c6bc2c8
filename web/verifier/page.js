// The page: files in, one sentence out. Everything shown is text, never markup.
import { openCommitments, readLeaf, readReceipt } from './leaf.js'
import { hex, leafHash, openCheckpoint, parsePolicy, parseProof, Refusal, verifyInclusion } from './log.js'
import { fill, words } from './words.js'

const state = { language: 'zh', proof: null, leaf: null, trust: '', verdict: null }
const at = (id) => document.getElementById(id)
const say = (key, values = {}) => fill(words[state.language][key] ?? key, values)
const largest = 1 << 20

// The whole check, without the page: what the tests call too.
export async function judge(proofText, leafBytes, trustText) {
  const policy = await parsePolicy(trustText)
  const proof = parseProof(proofText)
  const receipt = proof.extra ? readReceipt(proof.extra) : null
  const bytes = leafBytes ?? (receipt ? receipt.leaf : null)
  if (!bytes) throw new Refusal('leaf')
  const opened = await openCheckpoint(proof.checkpoint, policy)
  const hash = await leafHash(bytes)
  await verifyInclusion({ size: opened.size, index: proof.index, hashes: proof.hashes, root: opened.root }, hash)
  const leaf = readLeaf(bytes)
  const salts = leaf ? await openCommitments(leaf, receipt ? receipt.salts : null) : {}
  return { ...opened, index: proof.index, hash, leaf, salts, witnessed: policy.quorum !== 'none', policy }
}

async function check() {
  if (!state.proof) return show(null)
  if (!state.trust.trim()) return show({ missing: true })
  const begun = performance.now()
  try {
    show({ good: true, ...(await judge(state.proof, state.leaf, state.trust)), took: performance.now() - begun })
  } catch (fault) {
    const known = fault instanceof Refusal
    show({ good: false, code: known ? fault.code : 'unexpected', detail: known ? fault.detail : String(fault) })
  }
}

const dayText = (day) => {
  const n = Number(day)
  const [y, m, d] = [Math.floor(n / 10000), Math.floor(n / 100) % 100, n % 100]
  return state.language === 'zh' ? `${y}年${m}月${d}日` : `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}
const counted = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
function amountText(fields) {
  if (fields.unit !== 'CNY') return say('pieces', { n: counted(fields.amount), unit: fields.sku ?? fields.unit })
  const fen = String(fields.amount).padStart(3, '0')
  return `¥${counted(fen.slice(0, -2))}.${fen.slice(-2)}`
}
const timeText = (seconds) => new Date(seconds * 1000).toLocaleString(state.language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'Asia/Shanghai', hour12: false })
const fieldText = (field) => say('field_' + field)

function sentence(verdict) {
  if (!verdict.good) return say('s_no')
  const values = { origin: verdict.origin, n: counted(verdict.index + 1n) }
  const { leaf } = verdict
  if (!leaf || !words.zh['s_' + leaf.type] || leaf.fields.amount === undefined) return say('s_other', values)
  const what = say('for_fund', { amount: amountText(leaf.fields), day: dayText(leaf.fields.day), fund: leaf.fields.fund })
  return say('s_' + leaf.type, { ...values, what })
}

function provenList(verdict) {
  if (!verdict.good) return []
  const logs = verdict.by.filter((each) => each.kind === 1).map((each) => each.name)
  const list = [say('p_included', { n: counted(verdict.index + 1n), size: counted(verdict.size) }), say('p_signed', { names: logs.join(', ') })]
  for (const each of verdict.by) if (each.kind === 4) list.push(say('p_witness', { name: each.name, time: timeText(each.time) }))
  for (const [field, value] of Object.entries(verdict.salts)) if (value !== null) list.push(say('p_salt', { field: fieldText(field), value }))
  return list
}

function notProvenList(verdict) {
  const list = []
  if (verdict.good) {
    for (const [field, value] of Object.entries(verdict.salts)) if (value === null) list.push(say('n_salt', { field: fieldText(field) }))
    if (Object.keys(verdict.salts).length === 0) list.push(say('n_who'))
    if (!verdict.by.some((each) => each.kind === 4)) list.push(say('n_witness'))
    if (verdict.leaf && verdict.leaf.type === 'gift_in') list.push(say('n_later'))
  }
  if (!verdict.good) list.push(say('n_included'))
  return [...list, say('n_truth'), say('n_omission')]
}

function detailRows(verdict) {
  if (!verdict.good) return []
  const native = typeof crypto !== 'undefined' && crypto.subtle
  return [
    ['origin', verdict.origin], ['size', String(verdict.size)], ['index', String(verdict.index)],
    ['type', verdict.leaf ? verdict.leaf.type : '—'], ['hash', hex(verdict.hash)], ['root', hex(verdict.root)],
    ['signers', verdict.by.map((each) => each.name).join('\n')], ['keys', verdict.by.map((each) => each.text).join('\n')],
    ['engine', `${say(native ? 'engine_native' : 'engine_plain')} · ${Math.max(1, Math.round(verdict.took))} ms`],
    ['checked', new Date().toLocaleString(state.language === 'zh' ? 'zh-CN' : 'en-GB', { timeZoneName: 'short', hour12: false })],
  ]
}

function element(name, text, className = '') {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}
function list(id, texts) {
  at(id).replaceChildren(...texts.map((text) => element('li', text)))
}

function show(verdict) {
  state.verdict = verdict
  const decided = verdict !== null && !verdict.missing
  at('result').className = 'result ' + (!decided ? 'idle' : verdict.good ? 'yes' : 'no')
  at('state').hidden = !decided
  at('lists').hidden = !decided
  at('print').hidden = !decided
  at('sentence').textContent = decided ? sentence(verdict) : say(verdict ? 'trust_missing' : 'waiting')
  if (!decided) return
  at('state').textContent = say(verdict.good ? 'yes' : 'no')
  at('why').hidden = verdict.good
  at('why').textContent = verdict.good ? '' : `${say('reason')}：${say('r_' + verdict.code, { detail: verdict.detail })}`
  at('proven-box').hidden = !verdict.good
  at('details').hidden = !verdict.good
  list('proven', provenList(verdict))
  list('not-proven', notProvenList(verdict))
  at('rows').replaceChildren(...detailRows(verdict).flatMap(([key, value]) => [element('dt', say(key)), element('dd', value)]))
  document.title = `${say(verdict.good ? 'yes' : 'no')} · ${say('title')}`
}

function speak() {
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en'
  document.title = say('title')
  for (const each of document.querySelectorAll('[data-say]')) each.textContent = say(each.dataset.say)
  show(state.verdict)
}

async function take(files) {
  for (const file of files) {
    if (file.size > largest) return show({ good: false, code: 'large' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    if (text.startsWith('c2sp.org/tlog-proof')) { state.proof = text; at('chosen').textContent = file.name }
    else if (/^\s*(log|witness|group|quorum|#)[ \t]/m.test(text) && /^\s*quorum[ \t]/m.test(text)) setTrust(text)
    else if (state.proof && file.name.match(/\.(leaf|bin)$/)) state.leaf = bytes
    else { state.proof = text; at('chosen').textContent = file.name }
  }
  await check()
}

function setTrust(text) {
  state.trust = text
  at('trust').value = text
}

function start() {
  at('language').onclick = () => { state.language = state.language === 'zh' ? 'en' : 'zh'; speak() }
  at('file').onchange = (event) => { void take(event.target.files) }
  at('leaf').onchange = async (event) => { state.leaf = new Uint8Array(await event.target.files[0].arrayBuffer()); await check() }
  at('policy').onchange = async (event) => { setTrust(await event.target.files[0].text()); await check() }
  at('trust').oninput = (event) => { state.trust = event.target.value; void check() }
  at('print').onclick = () => window.print()
  for (const name of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(name, (event) => {
      event.preventDefault()
      at('drop').classList.toggle('over', name === 'dragover')
      if (name === 'drop') void take(event.dataTransfer.files)
    })
  }
  window.onbeforeprint = () => { at('details').open = true }
  setTrust(at('built-in').textContent.trim())
  // A receipt's QR code opens this page with the proof behind the #; keys never come that way.
  const behind = /^#p=([\w-]+)$/.exec(location.hash)
  if (behind) {
    const raw = atob(behind[1].replace(/-/g, '+').replace(/_/g, '/'))
    state.proof = new TextDecoder().decode(Uint8Array.from(raw, (c) => c.charCodeAt(0)))
  }
  speak()
  void check()
}

if (typeof document !== 'undefined') start()
