// How one value of a record is shown, by its field's kind.
import { codeName, type Field } from '../dictionary'
import { grouped, instantText, NOTHING, numeric, yuan } from '../format'
import { regionName } from '../regions'
import { t } from '../words'

export type Item = Record<string, unknown> & { id?: string; version?: number }

export const isNumber = (field: Field) => ['integer', 'money', 'decimal'].includes(field.kind)

export function shown(field: Field, value: unknown, item?: Item): string {
  if (value === null || value === undefined || value === '') return NOTHING
  switch (field.kind) {
    case 'money': return yuan(Number(value))
    case 'integer': return isYear(field) ? String(value) : grouped(Number(value))
    case 'decimal': return numeric(value) === null ? String(value) : String(value)
    case 'day': return String(value)
    case 'instant': return instantText(value)
    case 'boolean': return value ? t('yes') : t('no')
    case 'code': return field.codes === 'region' ? regionName(String(value)) : codeName(field.codes, value)
    case 'codes': return String(value).split(/, ?/).map((code) => codeName(field.codes, code)).join('、')
    case 'id': return linkText(field, value, item)
    default: return field.name === 'region' ? regionName(String(value)) : String(value)
  }
}

const isYear = (field: Field) => /year|seq|version/.test(field.name)

// The server may send the linked record's name beside its id.
function linkText(field: Field, value: unknown, item?: Item): string {
  const name = item?.[`${field.name}_name`] ?? item?.[`${field.name}_label`]
  return String(name ?? `#${value}`)
}

export function titleOf(fields: Field[], item: Item, title?: string): string {
  if (title && item[title]) return String(item[title])
  for (const name of ['name', 'title', 'number', 'code', 'account'])
    if (typeof item[name] === 'string' && item[name]) return item[name] as string
  const key = fields.find((field) => field.natural_key && typeof item[field.name] === 'string')
  const value = key ? item[key.name] : undefined
  return value ? String(value) : `#${item.id}`
}
