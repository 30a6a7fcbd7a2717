import { formatAge } from '../../shared/format.ts'

const MINUTE = 60_000

/** "3 min ago", for evidence, which stands still once it is written: how long a moment (in milliseconds since the epoch) is past. */
export function ago(then: number, now = Date.now()): string {
  return now - then < MINUTE ? 'just now' : `${formatAge(now - then)} ago`
}
