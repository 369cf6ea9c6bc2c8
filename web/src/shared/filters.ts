// Filters live in the address: what is in the bar is what the server is asked and what a colleague gets by link.
import type { LocationQuery } from 'vue-router'
import type { Field, RecordType } from './dictionary'

export const OWN = ['sort', 'limit', 'cursor', 'columns', 'format']

export interface Filter { name: string; value: string }

export function filtersOf(query: LocationQuery): Filter[] {
  return Object.entries(query)
    .filter(([name]) => !OWN.includes(name))
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: one ?? '' })))
    .filter((filter) => filter.value !== '')
}

export function withFilter(query: LocationQuery, name: string, value: string): LocationQuery {
  const next = { ...query }
  delete next.cursor
  if (value === '') delete next[name]
  else next[name] = value
  return next
}

export function filterNames(field: Field): string[] {
  if (['day', 'instant', 'integer', 'money', 'decimal'].includes(field.kind)) return [`${field.name}.from`, `${field.name}.to`]
  if (field.kind === 'text') return [`${field.name}.like`]
  return [field.name]
}

export function filterable(type: RecordType): Field[] {
  return type.fields.filter((field) => field.filter && !field.secret && !field.personal && field.target !== 'people.person')
}

export function asQuery(filters: Filter[]): Record<string, string> {
  return Object.fromEntries(filters.map((filter) => [filter.name, filter.value]))
}
