// What a device keeps of work taken along: dropped at the log-out, because it holds names.
import { forgetAway } from './session'

export const roomPlace = (id: string) => `boai.room.${id}`

export function forgetRooms(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(roomPlace(''))) localStorage.removeItem(key)
  forgetAway()
}
