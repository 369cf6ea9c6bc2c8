// What a form holds while it is typed (text), and what it sends (the contract's JSON).
import type { Field } from '../dictionary'

export type Draft = Record<string, string>
export interface FieldFault { code: string; detail: string }

// Typed text → the value the server takes, or a fault the person can mend.
export function parsed(field: Field, text: string | undefined): { value?: unknown; fault?: FieldFault } {
  const typed = (text ?? '').trim()
  if (!typed) return field.required ? { fault: fault('required') } : {}
  switch (field.kind) {
    case 'integer': return whole(field, typed)
    case 'money': return money(typed)
    case 'decimal': return /^-?\d+(\.\d+)?$/.test(typed) ? { value: typed } : { fault: fault('number') }
    case 'boolean': return { value: typed === 'true' }
    case 'instant': return { value: new Date(`${typed}:00+08:00`).toISOString() }
    case 'day': return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? { value: typed } : { fault: fault('day') }
    default: return field.max_length && typed.length > field.max_length ? { fault: fault('long') } : { value: typed }
  }
}

const fault = (reason: string): FieldFault => ({ code: `form.${reason}`, detail: '' })

function whole(field: Field, typed: string): { value?: number; fault?: FieldFault } {
  const text = typed.replace(/[,，\s]/g, '')
  if (!/^-?\d{1,15}$/.test(text)) return { fault: fault('number') }
  const value = Number(text)
  if (field.min !== undefined && field.min !== null && value < field.min) return { fault: fault('small') }
  if (field.max !== undefined && field.max !== null && value > field.max) return { fault: fault('large') }
  return { value }
}

function money(typed: string): { value?: number; fault?: FieldFault } {
  const parts = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(typed.replace(/[¥,，\s]/g, ''))
  if (!parts) return { fault: fault('money') }
  const fen = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0') || 0)
  return { value: parts[1] ? -fen : fen }
}

export function body(fields: Field[], draft: Draft): { value: Record<string, unknown>; faults: Record<string, FieldFault> } {
  const value: Record<string, unknown> = {}
  const faults: Record<string, FieldFault> = {}
  for (const field of fields) {
    const answer = parsed(field, draft[field.name])
    if (answer.fault) faults[field.name] = answer.fault
    else if (answer.value !== undefined) value[field.name] = answer.value
  }
  return { value, faults }
}

// A record's value → the text the form starts with.
export function drafted(field: Field, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (field.kind === 'money') return (Number(value) / 100).toFixed(2)
  if (field.kind === 'instant') return new Date(new Date(value as string).getTime() + 8 * 3600e3).toISOString().slice(0, 16)
  return String(value)
}

export const kept = {
  read(key: string): Draft { try { return JSON.parse(sessionStorage.getItem(`boai.draft.${key}`) ?? '{}') } catch { return {} } },
  write(key: string, draft: Draft): void { try { sessionStorage.setItem(`boai.draft.${key}`, JSON.stringify(draft)) } catch { /* Full: the page still holds it. */ } },
  drop(key: string): void { sessionStorage.removeItem(`boai.draft.${key}`) },
}
