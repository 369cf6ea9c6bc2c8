// Every word the pages show comes from here. Chinese is in the entry; English is fetched when asked for.
import { ref, shallowRef } from 'vue'
import { zh } from './zh'

export type Word = keyof typeof zh
export type Tongue = 'zh' | 'en'

export const tongue = ref<Tongue>('zh')
const words = shallowRef<Record<string, string>>(zh)

export async function speak(next: Tongue): Promise<void> {
  localStorage.setItem('boai.tongue', next)
  words.value = next === 'en' ? (await import('./en')).en : zh
  tongue.value = next
  document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN'
}

export function fill(text: string, values?: Record<string, string | number>): string {
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all)) : text
}

export function t(word: Word, values?: Record<string, string | number>): string {
  return fill(words.value[word] ?? word, values)
}

// A word whose key is only known at run time (a problem code, a status); the fallback stands in when there is none.
export function spoken(key: string, fallback: string): string {
  return words.value[key] ?? fallback
}

// Picks the English text the server sent beside the Chinese one.
export function either(chinese: string | undefined, english: string | undefined): string {
  return (tongue.value === 'en' ? english || chinese : chinese || english) ?? ''
}
