// Light, dark, or as the machine says.
import { ref } from 'vue'

export type Theme = 'light' | 'dark'
const system = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null
const chosen = localStorage.getItem('boai.theme') as Theme | null
export const theme = ref<Theme>(chosen ?? (system?.matches ? 'dark' : 'light'))

export function wear(next: Theme, keep = true): void {
  document.documentElement.dataset.theme = next
  theme.value = next
  if (keep) localStorage.setItem('boai.theme', next)
}

wear(theme.value, false)
system?.addEventListener?.('change', (event) => { if (!localStorage.getItem('boai.theme')) wear(event.matches ? 'dark' : 'light', false) })
