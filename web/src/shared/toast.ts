// One quiet line at the foot of the window, gone after a while.
import { ref } from 'vue'

export const toast = ref<{ text: string; tone: 'calm' | 'warn' } | null>(null)
let timer: number | undefined

export function say(text: string, tone: 'calm' | 'warn' = 'calm'): void {
  toast.value = { text, tone }
  window.clearTimeout(timer)
  timer = window.setTimeout(() => { toast.value = null }, tone === 'warn' ? 9000 : 4500)
}
