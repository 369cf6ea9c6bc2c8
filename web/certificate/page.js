// The page: a picture or text in, one sentence out. Everything shown is text, never markup.
import { parseKey, Refusal } from '../verifier/log.js'
import { checkCode, daysOf, isGood, isHolder, isoOf, listMax, openKeys, openRevoked, warningsOf } from './check.js'
import { words } from './words.js'

const state = { language: 'zh', text: '', keys: null, revoked: null, pinned: [], chosen: false, answer: null, note: 'waiting', took: 0, fault: null, on: 0 }
const at = (id) => document.getElementById(id)
const say = (key, values = {}) => (words[state.language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')
const tongue = (pair) => (pair ? pair[state.language === 'zh' ? 0 : 1] : '—')
const dayText = (n) => { const [y, m, d] = isoOf(n).split('-'); return state.language === 'zh' ? `${y}年${Number(m)}月${Number(d)}日` : `${y}-${m}-${d}` }
const pictureSides = [1000, 600, 1800]
const pictureMax = 30 << 20

function element(name, text) {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

// ---- what was seen before; a browser that keeps nothing is a browser that sees everything first
const shelf = () => `boai-certificate-seen-${state.keys ? state.keys.edition.issuer : ''}`
function seen() {
  try { return JSON.parse(localStorage.getItem(shelf())) ?? {} } catch { return {} }
}
function keepSeen() {
  const before = seen()
  const most = (name, list) => Math.max(before[name] ?? 0, list ? list.edition.sequence : 0)
  try { localStorage.setItem(shelf(), JSON.stringify({ keys: most('keys', state.keys), revoked: most('revoked', state.revoked) })) } catch { /* nothing is kept */ }
}

// ---- files
function told(fault) {
  state.fault = fault instanceof Refusal ? fault.code : fault ? 'unexpected' : null
  speak()
}
async function takeKeys(text, chosen) {
  try {
    const keys = await openKeys(text, state.pinned)
    const before = state.keys
    state.keys = keys
    if (keys.edition.sequence < (seen().keys ?? 0)) { state.keys = before; throw new Refusal('rolled_back') }
    state.chosen = chosen
    state.revoked = null
    keepSeen()
    told(null)
  } catch (fault) { told(fault) }
}
async function takeRevoked(text) {
  if (!state.keys) return told(new Refusal('need_keys'))
  try {
    state.revoked = await openRevoked(text, state.keys, seen())
    keepSeen()
    told(null)
  } catch (fault) { told(fault) }
}
async function takeList(file, take) {
  if (!file) return
  if (file.size > 2 * listMax) return told(new Refusal('large'))
  await take(await file.text(), true)
  await check()
}

// ---- served by the society's own house: its lists are fetched, kept, and used without a network
// later. Whose lists were believed once is whose lists are believed.
const served = () => /^https?:$/.test(location.protocol)
const listShelf = 'boai-certificate-lists'
function keptLists() {
  try { return JSON.parse(localStorage.getItem(listShelf)) ?? {} } catch { return {} }
}
async function fetched(name) {
  try {
    const answer = await fetch(`/certificate/${name}`, { cache: 'no-cache' })
    const text = answer.ok ? await answer.text() : ''
    return text.length <= 2 * listMax ? text : ''
  } catch { return '' }
}
async function takeServed() {
  const kept = keptLists()
  if (kept.keys) {
    await takeKeys(kept.keys, false)
    if (state.keys) state.pinned = await Promise.all(state.keys.roots.map((root) => parseKey(root.text)))
  }
  const fresh = { keys: await fetched('keys'), revoked: await fetched('revoked') }
  if (fresh.keys) await takeKeys(fresh.keys, false)
  const keys = fresh.keys && !state.fault ? fresh.keys : kept.keys
  if (!state.keys) return
  if (fresh.revoked) await takeRevoked(fresh.revoked)
  const revoked = state.revoked ? fresh.revoked : kept.revoked
  if (!state.revoked && kept.revoked) await takeRevoked(kept.revoked)
  try { localStorage.setItem(listShelf, JSON.stringify({ keys, revoked })) } catch { /* nothing is kept */ }
}

// ---- pictures: the browser's own reader where there is one, else jsQR at a few sizes
async function readPicture(file) {
  if (file.size > pictureMax) return ''
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return ''
  if (typeof BarcodeDetector !== 'undefined') {
    try {
      const hits = await new BarcodeDetector({ formats: ['qr_code'] }).detect(picture)
      if (hits.length) return hits[0].rawValue
    } catch { /* some browsers have the word and not the reader */ }
  }
  for (const side of pictureSides) {
    const scale = Math.min(side / Math.max(picture.width, picture.height), 4)
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height)
    const hit = globalThis.jsQR(data, width, height)
    if (hit) return hit.data
  }
  return ''
}
async function takePicture(file) {
  if (!file) return
  const text = await readPicture(file)
  if (!text) { state.answer = null; state.note = 'no_code'; return speak() }
  state.text = text
  at('text').value = text
  await check()
}

// ---- the check
async function check() {
  at('holder-answer').textContent = ''
  state.answer = null
  state.note = 'waiting'
  if (state.text.trim() === '') return speak()
  if (!state.keys) { state.note = 'no_keys'; return speak() }
  state.on = daysOf(at('day').value) ?? today()
  const begun = performance.now()
  try {
    state.answer = await checkCode(state.text, state.keys, state.revoked, state.on)
  } catch { state.note = 'f_unexpected' }
  state.took = performance.now() - begun
  speak()
}
// The day in Shanghai, wherever the device is.
const today = () => daysOf(new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10))

function sentence(answer) {
  const found = answer.certificate
  const values = found ? {
    name: found.mask, kind: tongue(answer.kind && answer.kind.name), ends: dayText(answer.ends), until: dayText(found.validUntil), issued: dayText(found.issued),
    decree: answer.decree ? answer.decree.document : '', from: answer.revocation ? dayText(answer.revocation.from) : '', reason: say('r_' + answer.why),
  } : { why: say(answer.why) }
  return say('s_' + answer.state, values)
}
function factRows(answer) {
  const found = answer.certificate
  if (!found) return []
  const rows = [
    ['number', found.number], ['name', found.mask], ['kind', tongue(answer.kind && answer.kind.name)], ['issued', dayText(found.issued)], ['until', dayText(found.validUntil)], ['ends', dayText(answer.ends)],
    ['society', answer.society ? tongue(answer.society.name) : String(found.region)],
  ]
  if (found.edition > 1) rows.push(['edition', String(found.edition)])
  if (answer.decree) rows.push(['decree', answer.decree.document])
  return [...rows, ['on', dayText(state.on)], ['key', found.key], ['took', `${state.took.toFixed(1)} ms`]]
}
function listsText() {
  if (!state.keys) return ''
  const { revoked } = state
  const list = revoked ? say('list_revoked', { n: revoked.edition.sequence, day: dayText(revoked.edition.issued), count: revoked.revocations.size, decrees: revoked.decrees.length }) : ''
  return `${tongue(state.keys.issuerName)} · ${say('list_text', { keys: state.keys.edition.sequence, keys_day: dayText(state.keys.edition.issued), revoked: list })}`
}
function warningTexts(answer) {
  const list = warningsOf(state.keys, state.revoked, answer, state.on)
  if (state.chosen && state.pinned.length === 0) list.push('root_unpinned')
  if (isGood(answer.state)) list.push('copy')
  return list.map((each) => say('w_' + each))
}

function speak() {
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en'
  for (const each of document.querySelectorAll('[data-say]')) each.textContent = say(each.dataset.say)
  const { answer } = state
  const good = answer && isGood(answer.state)
  at('result').className = 'result ' + (answer ? (good ? 'yes' : 'no') : 'idle')
  at('state').hidden = !answer
  at('state').textContent = say(good ? 'yes' : 'no')
  at('sentence').textContent = answer ? sentence(answer) : say(state.note)
  at('rows').hidden = !answer || !answer.certificate
  at('rows').replaceChildren(...(answer ? factRows(answer) : []).flatMap(([key, value]) => [element('dt', say(key)), element('dd', value)]))
  at('notes').hidden = !answer
  at('warnings').replaceChildren(...(answer ? warningTexts(answer) : []).map((text) => element('li', text)))
  at('holder-box').hidden = !good
  at('print').hidden = !answer
  at('lists').textContent = listsText()
  at('file-fault').hidden = !state.fault
  at('file-fault').textContent = state.fault ? say('f_' + state.fault) : ''
  document.title = answer ? `${say(good ? 'yes' : 'no')} · ${say('title')}` : say('title')
}

async function compare(event) {
  event.preventDefault()
  const same = await isHolder(state.answer.certificate, at('whole-name').value, at('code').value)
  at('holder-answer').textContent = say(same === null ? 'h_bad' : same ? 'h_yes' : 'h_no')
}

async function start() {
  at('language').onclick = () => { state.language = state.language === 'zh' ? 'en' : 'zh'; at('holder-answer').textContent = ''; speak() }
  at('file').onchange = (event) => { void takePicture(event.target.files[0]); event.target.value = '' }
  at('keys').onchange = (event) => { void takeList(event.target.files[0], takeKeys) }
  at('revoked').onchange = (event) => { void takeList(event.target.files[0], takeRevoked) }
  at('text').oninput = (event) => { state.text = event.target.value; void check() }
  at('day').onchange = () => { void check() }
  at('check').onclick = () => { void check() }
  at('print').onclick = () => window.print()
  at('holder').onsubmit = (event) => { void compare(event) }
  for (const name of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(name, (event) => {
      event.preventDefault()
      at('drop').classList.toggle('over', name === 'dragover')
      if (name === 'drop') void takePicture(event.dataTransfer.files[0])
    })
  }
  at('day').value = isoOf(today())
  speak()
  const keys = at('built-in-keys').textContent
  if (keys.trim()) {
    await takeKeys(keys, false)
    // What was built in is believed, and so is only what its roots sign.
    if (state.keys) state.pinned = await Promise.all(state.keys.roots.map((root) => parseKey(root.text)))
  }
  const revoked = at('built-in-revoked').textContent
  if (revoked.trim() && state.keys) await takeRevoked(revoked)
  if (served()) {
    at('online').hidden = false
    if (navigator.serviceWorker) navigator.serviceWorker.register('/certificate-worker.js', { scope: '/certificate' }).catch(() => null)
    await takeServed()
  }
  // A code's address opens this page with the code behind the #; lists never come that way.
  if (/^#BA\.[A-Z2-7]+$/.test(location.hash)) { state.text = location.hash.slice(1); at('text').value = state.text }
  await check()
}

if (typeof document !== 'undefined') void start()
