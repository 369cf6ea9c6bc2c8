// What was typed into a page's search, for the way back to it: a name belongs in no address, so it is
// kept in memory, and gone with the session.
import { ref, watch, type Ref } from 'vue'
import { session } from './session'

const kept = new Map<string, Ref<string>>()
watch(session, (now) => { if (!now) for (const each of kept.values()) each.value = '' })

export function askedOn(page: string): Ref<string> {
  if (!kept.has(page)) kept.set(page, ref(''))
  return kept.get(page)!
}
