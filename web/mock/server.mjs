// A stand-in for the server while pages are built: dist/ and an invented province behind the same contract.
// It keeps nothing, checks little and is never shipped.
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const dist = here('../dist')
const pack = here('../../packs/jiangsu')
const PORT = Number(process.env.PORT ?? 8090)
const TODAY = '2026-11-23'

const rows = readFileSync(join(pack, 'regions.csv'), 'utf8').trim().split('\n').map((line) => line.split(','))
const heads = rows.shift().map((head) => head.trim().replace(/^\uFEFF/, ''))
const regions = rows.map((row) => Object.fromEntries(heads.map((head, at) => [head, row[at]])))
  .filter((one) => one.level !== 'area' && /^\d+$/.test(one.code)).map((one) => ({ code: one.code, name: one.name, level: one.level, kind: one.kind, parent: one.parent || one.host || one.city || '', residents: Number(one.residents_2020) || 0, in_coverage: true }))
  .filter((one) => one.code.length <= 6)

// The pack's indicators, read as far as the board needs them.
function plan(code) {
  const list = []
  const goals = {}
  let one = null, last = ''
  for (const line of readFileSync(join(pack, 'plans', `${code}.yaml`), 'utf8').split('\n')) {
    const goal = /^\s*-\s*\{?\s*code: ([a-z_]+), name: ([^,}]+), en: ([^,}]+)/.exec(line)
    if (goal) goals[goal[1]] = { name: goal[2].trim(), en: goal[3].trim() }
    const lone = /^- code: (\w+)/.exec(line)
    if (lone) goals[(last = lone[1])] = { name: last, en: last }
    const said = /^ {2}(name|en): (.*)$/.exec(line)
    if (said && last && goals[last]) goals[last][said[1]] = said[2]
    const start = /^ {2}- id: (\S+)/.exec(line)
    if (start) list.push((one = { id: start[1] }))
    const pair = /^ {4}(\w+): (.*)$/.exec(line)
    if (one && pair) one[pair[1]] = pair[2].replace(/^["']|["']$/g, '')
  }
  return { list, goals }
}
const CODES = ['jiangsu-2026-2030', 'jiangsu-2021-2025'].filter((code) => existsSync(join(pack, 'plans', `${code}.yaml`)))
const plans = Object.fromEntries(CODES.map((code) => [code, plan(code)]))
const NAMES = { emergency: '应急救援', first_aid: '应急救护', firstaid: '应急救护', aid: '人道救助', organisation: '组织体系', organization: '组织体系', governance: '治理与传播', culture: '治理与传播' }

const hash = (text) => { let h = 7; for (const c of text) h = (h * 31 + c.codePointAt(0)) >>> 0; return ((Math.imul(h ^ (h >>> 15), 2246822519) >>> 0) % 10000) / 10000 }
const share = (region) => region === '32' ? 1 : region.length === 4 ? 0.05 + hash(region) * 0.05 : (0.05 + hash(region.slice(0, 4)) * 0.05) / 8
let tick = 0
function cell(one, region, period) {
  const target = one.target === undefined || one.target === 'null' || one.target === 'done' ? null : Number(one.target)
  const unit = one.unit ?? ''
  const relative = ['%', '比'].includes(unit)
  const from = Number(period.slice(0, 4)), month = Number(period.slice(5, 7) || 12)
  const part = Math.min(1.05, ((from - 2021) * 12 + month) / 60)
  const luck = hash(one.id + region)
  let scale = target === null || one.id === 'VO-02' || hash(one.id) > 0.93 ? null : 0.72 + luck * 0.42 * (one.id === 'OG-02' ? 1 : 1)
  if (one.id === 'OG-02') scale = 2.39
  if (one.id === 'FA-02') scale = 0.76 + luck * 0.3 + (region === '32' ? 0 : 0)
  const local = target === null ? null : relative ? target : Math.max(1, Math.round(target * share(region)))
  const raw = scale === null ? null : local * scale * (relative ? 0.72 + 0.28 * part : 0.2 + 0.8 * part)
  const value = raw === null ? null : unit === '%' ? raw.toFixed(2) : unit === '比' ? raw.toFixed(4) : Math.round(raw) + (one.id === 'FA-07' ? tick : 0)
  const expected = local === null ? null : unit === '%' ? (local * (0.8 + 0.18 * part)).toFixed(2) : unit === '比' ? (local * 0.97).toFixed(4) : Math.round(local * Math.min(1, 0.15 + 0.83 * part))
  const number = Number(value)
  const status = value === null ? 'no_data' : number >= local ? 'met' : number >= Number(expected) ? 'on_track' : number >= expected * 0.93 ? 'at_risk' : part >= 1 && luck < 0.25 ? 'missed' : 'behind'
  const base = Math.round(78_660_000 * share(region))
  return {
    value, numerator: value === null ? null : unit === '%' ? Math.round((number / 100) * base) : unit === '比' ? Math.round(number * 900000) : number,
    denominator: relative && value !== null ? (unit === '%' ? base : 900000) : null, denominator_source: relative ? '2025 年户籍人口,省统计局' : null,
    target: local === null ? null : unit === '%' ? String(local) : unit === '比' ? String(local) : local, expected, forecast: value === null ? null : unit === '%' ? (raw * 1.03).toFixed(2) : null,
    status, source: value === null ? 'none' : one.manual === 'true' ? 'manual' : 'mixed', reason: value === null ? (target === null ? 'plan.no_target' : 'plan.no_figure') : null,
  }
}
const goalName = (book, code) => book.goals[code]?.name ?? NAMES[code] ?? code

function standing(code, query) {
  const book = plans[code]
  const period = (query.get('as_of') || `${query.get('year') || 2025}-12-31`).slice(0, 7)
  return { plan: code, region: query.get('region') ?? '32', year: Number(period.slice(0, 4)), as_of: query.get('as_of') ?? TODAY, indicators: book.list.map((one) => ({ id: one.id, name: one.name, en: one.en, goal: goalName(book, one.goal), goal_en: book.goals[one.goal]?.en ?? one.goal, kind: one.kind, unit: one.unit ?? '', tier: one.tier, manual: one.manual === 'true', ...cell(one, query.get('region') ?? '32', period) })) }
}
function drill(code, id, query) {
  const book = plans[code]
  const one = book.list.find((each) => each.id === id)
  if (!one) return null
  const region = query.get('region') ?? '32', wanted = query.get('regions') ?? 'children'
  const end = (query.get('as_of') ?? TODAY).slice(0, 7)
  const grain = query.get('grain') ?? 'year'
  const which = wanted === 'all' ? regions : wanted === 'children' ? regions.filter((each) => each.code === region || each.parent === region) : regions.filter((each) => each.code === wanted)
  const start = Number(code.slice(8, 12))
  const spans = Array.from({ length: 5 }, (_, at) => String(start + at)).flatMap((year) => grain === 'year' ? [year] : Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)).filter((span) => span <= end.slice(0, span.length))
  return {
    plan: code, id, region,
    definition: { name: one.name, en: one.en, unit: one.unit, kind: one.kind, tier: one.tier, goal: goalName(book, one.goal), per: one.per, level: one.level, strength: one.strength, numerator: one.numerator_text, denominator: one.denominator_text, source: one.source, measure: one.measure, rule: one.rule, note: one.note },
    regions: which.map((each) => { const now = cell(one, each.code, end); return { region: each.code, name: each.name, level: each.level, ...now, records: now.numerator && Math.round(now.numerator * 0.14), opening: now.numerator && Math.round(now.numerator * 0.86), manual: 0, series: spans.map((span) => { const then = cell(one, each.code, span); return { period: span, value: then.value, numerator: then.numerator } }) } }),
    records: { type: 'training.certificate', filter: 'branch.within=1&day.from=2021-01-01', visible: 12453, hidden: 318, hidden_of: ['苏州市红十字会', '昆山市红十字会'] },
    opening: one.manual === 'true' ? [] : [{ document: '苏红〔2020〕41号 附件2', reporter: '省红十字会规划处', value: 7354000, period: '2020-12' }],
    notes: [{ at: '2026-03-02', account: 'planner', text: '2023 年起按户籍人口口径重算,与旧年报差 0.2 个百分点。' }],
  }
}

// The dictionary and some records.
const f = (name, label, en, kind, more = {}) => ({ name, label, en, kind, ...more })
const society = (name = 'branch', label = '组织') => f(name, label, 'Society', 'id', { target: 'network.society', required: true, filter: true })
const types = [
  { name: 'training.certificate', label: '救护证书', en: 'Certificate', group: 'training', importable: true, default_sort: '-day', commands: [], fields: [f('number', '证书编号', 'Number', 'text', { required: true, natural_key: true, max_length: 40, filter: true }), f('person', '持证人', 'Holder', 'id', { target: 'people.person', personal: true, filter: true }), society('branch', '发证组织'), f('course', '课程', 'Course', 'code', { codes: 'course_kind', required: true, filter: true }), f('setting', '五进场所', 'Setting', 'code', { codes: 'setting', filter: true }), f('day', '发证日期', 'Issued', 'day', { required: true, filter: true }), f('valid_until', '有效期至', 'Valid until', 'day', { filter: true }), f('hours', '课时', 'Hours', 'integer', { unit: '小时' }), f('fee', '收费', 'Fee', 'money')] },
  { name: 'training.attendance', label: '培训参加', en: 'Attendance', group: 'training', importable: true, default_sort: '-day', commands: [], fields: [f('person', '人员', 'Person', 'id', { target: 'people.person', personal: true }), society(), f('course', '课程', 'Course', 'code', { codes: 'course_kind', filter: true }), f('day', '日期', 'Day', 'day', { filter: true }), f('passed', '合格', 'Passed', 'boolean', { filter: true })] },
  { name: 'people.person', label: '人员', en: 'Person', group: 'people', commands: [], fields: [f('name', '姓名', 'Name', 'text', { personal: true, required: true, filter: true }), f('document_kind', '证件类型', 'Document', 'code', { codes: 'document_kind', personal: true }), f('document', '证件号码', 'Number', 'text', { personal: true, natural_key: true })] },
  { name: 'network.society', label: '红会组织', en: 'Society', group: 'network', importable: true, default_sort: 'code', commands: [], fields: [f('name', '名称', 'Name', 'text', { required: true, filter: true }), f('code', '代码', 'Code', 'text', { natural_key: true, required: true, filter: true }), f('level', '层级', 'Level', 'code', { codes: 'society_level', filter: true }), f('kind', '类型', 'Kind', 'code', { codes: 'society_kind', filter: true }), f('parent', '上级', 'Parent', 'id', { target: 'network.society', filter: true }), f('region', '区划代码', 'Region', 'text', { filter: true }), f('since', '成立日期', 'Since', 'day'), f('until', '终止日期', 'Until', 'day')] },
  { name: 'plan.figure', label: '指标数据', en: 'Figure', group: 'plan', importable: true, default_sort: '-id', commands: [], fields: [f('indicator', '指标', 'Indicator', 'text', { filter: true }), society(), f('period', '期间', 'Period', 'text'), f('value', '数值', 'Value', 'text'), f('document', '依据文件', 'Document', 'text'), f('state', '状态', 'State', 'code', { codes: 'figure_state', filter: true })] },
  { name: 'identity.account', label: '账号', en: 'Account', group: 'identity', commands: [], fields: [f('account', '账号', 'Account', 'text', { natural_key: true, filter: true }), f('name', '姓名', 'Name', 'text', { filter: true }), society('branch', '所属组织'), f('state', '状态', 'State', 'code', { codes: 'account_state', filter: true })] },
  { name: 'matters.matter', label: '待办事项', en: 'Matter', group: 'matters', default_sort: '-id', commands: [], fields: [f('title', '标题', 'Title', 'text', { filter: true }), society('branch', '办理组织'), f('state', '状态', 'State', 'code', { codes: 'matter_state', filter: true }), f('deadline', '期限', 'Deadline', 'day', { filter: true }), f('remark', '意见', 'Remark', 'text', { max_length: 500 })] },
]
const commands = [
  { name: 'training.certify', label: '发证', en: 'Certify', right: 'training.certify', type: 'training.certificate', fields: [society('branch', '发证组织'), f('number', '证书编号', 'Number', 'text', { required: true, max_length: 40 }), f('name', '姓名', 'Name', 'text', { required: true, personal: true }), f('document_number', '证件号码', 'Document number', 'text', { required: true, personal: true }), f('course', '课程', 'Course', 'code', { codes: 'course_kind', required: true }), f('setting', '五进场所', 'Setting', 'code', { codes: 'setting' }), f('day', '发证日期', 'Issued', 'day', { required: true }), f('valid_until', '有效期至', 'Valid until', 'day')] },
  { name: 'training.revoke', label: '注销', en: 'Revoke', right: 'training.revoke', type: 'training.certificate', fields: [f('certificate', '证书', 'Certificate', 'id', { target: 'training.certificate', required: true }), f('reason', '理由', 'Reason', 'text', { required: true, max_length: 300 })] },
  { name: 'training.extend', label: '延长有效期', en: 'Extend', right: 'training.certify', type: 'training.certificate', fields: [f('certificate', '证书', 'Certificate', 'id', { target: 'training.certificate', required: true }), f('valid_until', '有效期至', 'Valid until', 'day', { required: true })] },
  { name: 'network.open_society', label: '成立组织', en: 'Open society', right: 'network.manage', type: 'network.society', fields: [society('parent', '上级'), f('code', '代码', 'Code', 'text', { required: true }), f('name', '名称', 'Name', 'text', { required: true })] },
  { name: 'network.rename_society', label: '更名', en: 'Rename', right: 'network.manage', type: 'network.society', fields: [society('society', '组织'), f('name', '新名称', 'New name', 'text', { required: true })] },
  { name: 'plan.lock_figure', label: '锁定', en: 'Lock', right: 'plan.lock_figure', type: 'plan.figure', fields: [f('figure', '指标数据', 'Figure', 'id', { target: 'plan.figure', required: true })] },
  { name: 'identity.invite', label: '邀请账号', en: 'Invite', right: 'identity.manage', type: 'identity.account', fields: [society(), f('account', '账号', 'Account', 'text', { required: true }), f('name', '姓名', 'Name', 'text', { required: true }), f('role', '角色', 'Role', 'code', { codes: 'role', required: true }), f('password', '首次口令', 'First password', 'text', { required: true, secret: true })] },
]
const table = (text) => text.split(' ').map((pair) => { const [code, name, en] = pair.split('|'); return { code, name, en } })
const codes = { course_kind: table('first_aider|救护员|First-aider psychological|心理救援|Psychological popular|普及培训|Popular instructor|救护师资|Instructor'), setting: table('school|学校|School community|社区|Community village|农村|Village office|机关|Office enterprise|企业|Enterprise'), society_level: table('province|省级|Province city|设区市级|City county|县级|County grassroots|基层|Grass-roots'), society_kind: table('society|地方红十字会|Society township|乡镇红十字会|Township school|学校红十字会|School'), document_kind: table('id_card|居民身份证|ID passport|护照|Passport'), figure_state: table('draft|草稿|Draft reported|已上报|Reported checked|已核对|Checked confirmed|已确认|Confirmed locked|已锁定|Locked returned|已退回|Returned'), account_state: table('active|正常|Active closed|停用|Closed'), matter_state: table('open|待办|Open approved|通过|Approved returned|退回|Returned'), role: table('planner|省级规划岗|Planner city_planner|设区市规划岗|City-planner county_clerk|县级经办岗|Clerk') }

const societies = regions.filter((one) => one.level !== 'area').map((one, at) => ({ id: String(at + 1), version: 1, code: one.code, name: `${one.name}红十字会`, level: one.level, kind: 'society', region: one.code, since: one.level === 'province' ? '1911-10-01' : `19${80 + (at % 18)}-05-08`, until: null, state: 'established' }))
for (const one of societies) { const parent = regions.find((each) => each.code === one.region).parent; one.parent = societies.find((each) => each.region === parent)?.id ?? null; one.parent_name = societies.find((each) => each.region === parent)?.name }
const NAMES2 = ['王*', '李**', '张*', '陈**', '刘*', '杨**', '赵*', '黄**']
const certificates = Array.from({ length: 412 }, (_, at) => { const branch = societies[(at * 7) % societies.length]; return { id: String(9000 + at), version: 1 + (at % 3), number: `JS${2023 + (at % 3)}${String(100000 + at * 37)}`, person: String(500 + at), person_name: NAMES2[at % 8], branch: branch.id, branch_name: branch.name, course: codes.course_kind[at % 4].code, setting: codes.setting[at % 5].code, day: `202${3 + (at % 3)}-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 27)).padStart(2, '0')}`, valid_until: `202${6 + (at % 3)}-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 27)).padStart(2, '0')}`, hours: 16, fee: at % 4 ? 0 : 12000 } })
const figures = [['FA-05', 1184000, 'confirmed'], ['HA-01', 1362000000, 'locked'], ['OG-01', 13012, 'checked'], ['VO-01', 2010, 'reported'], ['VO-02', 640, 'returned']].map(([indicator, value, state], at) => ({ id: String(40 + at), version: 1, plan: 'jiangsu-2026-2030', indicator, branch: '1', branch_name: '江苏省红十字会', period: '2025', value: String(value), document: '苏红〔2026〕12号', state, reason: state === 'returned' ? '与志愿者系统的基地数对不上,请附清单' : undefined }))
const accounts = [['admin', '周敏', 'administrator'], ['planner', '陈静', 'planner'], ['city_su', '顾晓峰', 'city_planner'], ['clerk_ks', '朱丽', 'county_clerk'], ['audit', '许建国', 'auditor']].map(([account, name, role], at) => ({ id: String(70 + at), account, name, state: 'active', second_factor: at < 2, branch: '1', roles: [{ role, branch: '1', branch_name: at < 2 || at === 4 ? '江苏省红十字会' : at === 2 ? '苏州市红十字会' : '昆山市红十字会', since: '2024-03-01' }] }))
const data = { 'training.certificate': certificates, 'training.attendance': [], 'people.person': certificates.slice(0, 60).map((one, at) => ({ id: String(500 + at), version: 1, name: one.person_name, document_kind: 'id_card', document: '3201**********12' })), 'network.society': societies, 'plan.figure': figures, 'identity.account': accounts, 'matters.matter': [] }
const matters = [['12', 'VO-01 2025 省红十字会 2,010', '2026-11-22'], ['13', 'OG-01 2025 苏州市 1,420', '2026-11-23'], ['14', 'FA-03 2025 昆山市 1:46', '2026-11-24'], ['15', 'HA-02 2025 南通市 82,400', '2026-11-28']].map(([id, title, deadline], at) => ({ id, kind: 'plan.figure', title, branch_name: ['省红十字会', '苏州市红十字会', '昆山市红十字会', '南通市红十字会'][at], deadline, state: 'open', subject_type: 'plan.figure', subject_id: '43', actions: ['matters.approve', 'matters.return', 'matters.delegate'] }))

function list(name, query) {
  let found = data[name] ?? []
  for (const [key, value] of query) {
    const [field, how] = key.split('.')
    if (['sort', 'limit', 'cursor', 'as_of'].includes(key)) continue
    if (how === 'like') found = found.filter((one) => String(one[field] ?? '').includes(value))
    else if (how === 'from') found = found.filter((one) => one[field] >= value)
    else if (how === 'to') found = found.filter((one) => one[field] <= value)
    else if (!how) found = found.filter((one) => one[field] === undefined || String(one[field]) === value)
  }
  const sort = query.get('sort')
  if (sort) { const field = sort.replace('-', ''); found = found.slice().sort((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1) * (sort[0] === '-' ? -1 : 1)) }
  const from = Number(query.get('cursor') ?? 0), limit = Number(query.get('limit') ?? 50)
  return { items: found.slice(from, from + limit), next: from + limit < found.length ? String(from + limit) : null, total: found.length, hidden: name === 'training.certificate' ? 318 : 0 }
}

const jobs = {}
let logged = true
const problem = (status, code, more = {}) => [status, { type: 'about:blank', title: code, status, code, detail: '', errors: [], ...more }]
const RESULT = { rows: 1200, created: 1168, changed: 12, unchanged: 16, refused: 4, columns: [{ column: '证书号', field: 'number', guessed: true }, { column: '发证机构', field: 'branch', guessed: true }, { column: '课程', field: 'course', guessed: true }, { column: '发证日', field: 'day', guessed: true }, { column: '备注2', field: '', guessed: false }], sample: [['JS2026001', '昆山市红十字会', '救护员', '2026-10-02', ''], ['JS2026002', '昆山市红十字会', '救护员', '2026-10-02', '补']], errors: [{ row: 17, column: '证件号', code: 'people.document_check_digit', detail: '' }, { row: 203, column: '发证日', code: 'field.not_a_day', detail: '' }] }

function answer(method, path, query, body) {
  const part = path.split('/').slice(2)
  if (part[0] === 'session' && method === 'POST' && part.length === 1) { logged = true; return body.password === 'wrong' ? problem(401, 'session.wrong') : body.account === 'two' && !body.code ? problem(401, 'session.code_required') : [200, { account: body.account, csrf: 'x', second_factor: false }] }
  if (part[0] === 'session' && part[1] === 'second-factor') return [200, { secret: 'JBSWY3DPEHPK3PXPJBSWY3DP', uri: 'otpauth://totp/boai' }]
  if (part[0] === 'session' && method !== 'GET') { logged = false; return [200, {}] }
  if (!logged) return problem(401, 'session.required')
  if (part[0] === 'session') return [200, { id: '71', account: 'planner', name: '陈静', csrf: 'x', demo: true, today: TODAY, roles: accounts[1].roles, rights: ['plan.read', 'plan.report_figure', 'plan.note', 'plan.confirm_figure', 'training.read', 'training.certify', 'network.read', 'network.manage', 'identity.read', 'matters.act', 'exchange.import'], region: '32' }]
  if (part[0] === 'dictionary') return [200, { types, commands, codes }]
  if (part[0] === 'regions') return [200, { regions }]
  if (part[0] === 'plans' && part.length === 1) return [200, { plans: CODES.map((code) => ({ code, name: `${code.slice(8, 12)}–${code.slice(13)} 规划`, en: `Plan ${code.slice(8)}`, from: Number(code.slice(8, 12)), to: Number(code.slice(13)) })) }]
  if (part[0] === 'plans' && part.length === 3) return [200, standing(part[1], query)]
  if (part[0] === 'plans' && part[4] === 'recount') return [200, { measures: 2, cells: 1530, records: 1217204, difference: 0, seconds: 1.84 }]
  if (part[0] === 'plans') { const found = drill(part[1], part[3], query); return found ? [200, found] : problem(404, 'plan.no_indicator') }
  if (part[0] === 'home') return [200, { matters, returned: [{ ...matters[0], id: '16', title: 'VO-02 2025 省红十字会 640', reason: '与志愿者系统的基地数对不上,请附清单', actions: [], deadline: '2026-11-30' }], alerts: [{ indicator: 'FA-02', name: '救护持证率', region: '32', status: 'behind', value: '10.93', unit: '%' }, { indicator: 'ER-05', name: '骨干救援力量达标市', region: '32', status: 'at_risk', value: 11 }], jobs: [{ id: '5', kind: 'import', state: 'running', done: 740, total: 1200, started: '2026-11-23T01:00:00Z' }], notices: [{ id: '1', at: '2026-11-23T01:12:00Z', text: '南通市上报了 3 个数' }, { id: '2', at: '2026-11-22T09:40:00Z', text: '2025 年户籍人口已由省统计局数据更新' }] }]
  if (part[0] === 'records' && part.length === 2) return data[part[1]] ? [200, list(part[1], query)] : problem(404, 'record.not_found')
  if (part[0] === 'records' && part[3] === 'journal') return [200, { items: [{ seq: 88214, at: '2026-10-03T02:11:09.120Z', account: 'clerk_ks', command: 'training.extend', changes: { valid_until: ['2026-10-02', '2029-10-02'] } }, { seq: 61320, at: '2023-10-02T06:40:00.000Z', account: 'clerk_ks', command: 'training.certify', changes: { course: [null, 'first_aider'], day: [null, '2023-10-02'] } }] }]
  if (part[0] === 'records') { const found = (data[part[1]] ?? []).find((one) => one.id === part[2]); return found ? [200, query.get('purpose') ? { ...found, person_name: '王小明', name: found.name?.includes('*') ? '王小明' : found.name } : found] : problem(404, 'record.not_found') }
  if (part[0] === 'commands') return body.number === 'TAKEN' ? problem(422, 'field.invalid', { errors: [{ field: 'number', code: 'training.number_taken', detail: '' }] }) : [200, { id: body.id, seq: 90001, subject: '9000', version: 2 }]
  if (part[0] === 'accounts') return [200, { accounts }]
  if (part[0] === 'why') return [200, query.get('right').startsWith('identity') ? { allowed: false, reasons: [], missing: 'identity.manage' } : { allowed: true, reasons: [{ role: 'planner', branch: '1', branch_name: '江苏省红十字会', since: '2024-03-01' }], missing: null }]
  if (part[0] === 'imports' && method === 'POST') { const id = String(Object.keys(jobs).length + 100); jobs[id] = { id, kind: 'import', state: 'running', done: 0, total: 1200, preview: !!query.get('preview') }; return [200, { job: id }] }
  if (part[0] === 'jobs') { const job = jobs[part[1]] ?? (jobs[part[1]] = { id: part[1], kind: 'import', state: 'running', done: 740, total: 1200 }); job.done = Math.min(1200, job.done + (job.preview ? 1200 : 260)); if (job.done >= 1200) { job.state = 'done'; job.result = { ...RESULT, import: job.preview ? undefined : '31' } } return [200, job] }
  return problem(404, 'record.not_found')
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json', '.geojson': 'application/json' }
createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock')
  if (url.pathname === '/api/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    response.write(': hello\n\n')
    const timer = setInterval(() => { tick += 3; response.write(`event: commit\ndata: {"seq":${tick},"types":["training.certificate"],"measures":["training.certificates"]}\n\n`) }, 15000)
    return request.on('close', () => clearInterval(timer))
  }
  const map = /^\/api\/map\/(cities|counties)\.geojson$/.exec(url.pathname)
  if (map) { response.writeHead(200, { 'Content-Type': 'application/json' }); return createReadStream(join(pack, 'map', `${map[1]}.geojson`)).pipe(response) }
  if (url.pathname.startsWith('/api/')) {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    let body = {}
    try { body = JSON.parse(Buffer.concat(chunks).toString() || '{}') } catch { /* A file. */ }
    const [status, data] = answer(request.method, url.pathname, url.searchParams, body)
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' })
    return response.end(JSON.stringify(data))
  }
  let file = join(dist, normalize(url.pathname))
  if (!file.startsWith(dist) || !extname(file) || !existsSync(file)) file = join(dist, 'index.html')
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
}).listen(PORT, '127.0.0.1', () => console.log(`mock on ${PORT}`))
