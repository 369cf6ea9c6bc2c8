// What begins with a log-in and ends with a log-out: the live connection and the lists everybody needs.
import { connect, disconnect } from '@/shared/events'
import { forgetRooms } from '@/shared/away'
import { session } from '@/shared/session'

export function afterLogIn(): void {
  if (session.value) connect()
}

export function afterLogOut(): void {
  forgetRooms()
  session.value = null
  disconnect()
}
