import '@/shared/tokens.css'
import '@/shared/base.css'
import '@/shared/theme'
import { createApp } from 'vue'
import { onLoggedOut } from '@/shared/client'
import { beginSession, session } from '@/shared/session'
import { speak, type Tongue } from '@/shared/words'
import App from './App.vue'
import { router } from './router'
import { afterLogIn, afterLogOut } from './start'

onLoggedOut(() => {
  if (!session.value) return
  afterLogOut()
  const at = router.currentRoute.value
  if (!at.meta.open) router.replace({ name: 'login', query: { next: at.fullPath } })
})

async function begin(): Promise<void> {
  const tongue = localStorage.getItem('boai.tongue') as Tongue | null
  await Promise.all([tongue === 'en' ? speak('en') : null, beginSession()])
  afterLogIn()
  createApp(App).use(router).mount('#app')
}

begin()
