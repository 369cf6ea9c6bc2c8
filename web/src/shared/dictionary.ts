// The office's data dictionary: record types, their fields, commands and code tables. Screens are drawn from it.
import { shallowRef } from 'vue'
import { get } from './client'
import { either } from './words'

export interface Field {
  name: string; label: string; en?: string; kind: string; unit?: string; codes?: string; target?: string
  required?: boolean; natural_key?: boolean; personal?: boolean; secret?: boolean; sealed?: boolean
  max_length?: number; min?: number; max?: number; filter?: boolean
}
export interface RecordType {
  name: string; label: string; en?: string; group?: string; right?: string; fields: Field[]
  commands: string[]; importable?: boolean; import_command?: string; default_sort?: string; title?: string
}
export interface CommandType { name: string; label: string; en?: string; right: string; type?: string; fields: Field[] }
export interface Code { code: string; name: string; en?: string; right?: string }
export interface Dictionary { types: RecordType[]; commands: CommandType[]; codes: Record<string, Code[]> }

const held = shallowRef<Dictionary | null>(null)
let asked: Promise<Dictionary> | null = null

export function loadDictionary(): Promise<Dictionary> {
  asked ??= get<Dictionary>('/api/dictionary').then((dictionary) => (held.value = dictionary), (problem) => {
    asked = null
    throw problem
  })
  return asked
}

export const dictionary = () => held.value
export const typeOf = (name: string) => held.value?.types.find((type) => type.name === name)
export const commandOf = (name: string) => held.value?.commands.find((command) => command.name === name)
export const labelOf = (thing: { label?: string; en?: string; name: string }) => either(thing.label, thing.en) || thing.name

export function codeName(table: string | undefined, code: unknown): string {
  const found = held.value?.codes[table ?? '']?.find((entry) => entry.code === String(code))
  return found ? either(found.name, found.en) : String(code)
}

// The commands that change an existing record name it by a field of its type; the others make a new one.
export function commandsOn(type: RecordType): { changing: CommandType[]; creating: CommandType[] } {
  const all = (held.value?.commands ?? []).filter((command) => command.type === type.name || type.commands?.includes(command.name))
  return {
    changing: all.filter((command) => subjectField(command, type.name)),
    creating: all.filter((command) => !subjectField(command, type.name)),
  }
}

// "parent" and the like name a neighbour of the record, not the record itself.
const NEIGHBOURS = ['parent', 'branch', 'successor', 'origin']

export function subjectField(command: CommandType, type: string): Field | undefined {
  return command.fields.find((field) => field.kind === 'id' && field.target === type && field.required !== false && !NEIGHBOURS.includes(field.name))
}

export const domainOf = (type: string) => type.split('.')[0]
