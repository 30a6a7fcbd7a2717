import { isIPv6 } from 'node:net'
import { createBuckets } from './buckets.ts'
import { createRecentMap } from './recent-map.ts'
import { SlowDown } from './slow-down.ts'

/** What stands between a sign-in or a set-up and its check. */
export interface Throttle {
  /**
   * Before a password or code is looked at. Counts as a wrong try until `succeeded` is called, so that many tries
   * at the same moment count too. Throws SlowDown, whose wait is in seconds, or answers how many milliseconds to
   * wait before looking.
   */
  attempt(address: string, name: string): number
  /** The try was a right one: it counts no more, and the name's earlier ones from this address are forgotten. */
  succeeded(address: string, name: string): void
}

const FREE_TRIES = 3
const LONGEST_WAIT_S = 15 * 60
const FORGOTTEN_AFTER_MS = 60 * 60_000
const REMEMBERED = 10_000
const PAUSE_MS = 2_000

interface Tries {
  count: number
  waitUntil: number
}

/**
 * Slows guessing down, in memory. `now`: milliseconds since the epoch. Three layers:
 * - one address with one name: after 3 wrong tries it waits 2, 4, 8… seconds, at most 15 minutes;
 * - one address: 30 tries at once, then one every 3 seconds, whatever the names;
 * - one name, and everybody together: every try is only made slower. Refusing here would let a stranger lock the
 *   right person out from elsewhere.
 */
export function createThrottle(now: () => number = Date.now): Throttle {
  const tries = createRecentMap<string, Tries>(REMEMBERED)
  const ofAddress = createBuckets({ size: 30, refillMs: 3_000, remembered: REMEMBERED, now })
  const ofName = createBuckets({ size: 20, refillMs: 5_000, remembered: REMEMBERED, now })
  const ofAll = createBuckets({ size: 100, refillMs: 200, remembered: 1, now })

  return {
    attempt(address, name) {
      const from = neighbourhood(address)
      const key = JSON.stringify([from, name])
      const at = now()
      const seen = tries.get(key)
      const known = seen && at - seen.waitUntil < FORGOTTEN_AFTER_MS ? seen : { count: 0, waitUntil: at }
      // A try that is refused is not a wrong one: asking early does not make the wait longer.
      if (known.waitUntil > at) throw tooMany(known.waitUntil - at)
      const addressWaitMs = ofAddress.take(from)
      if (addressWaitMs > 0) throw tooMany(addressWaitMs)
      const count = known.count + 1
      const waitS = count < FREE_TRIES ? 0 : Math.min(2 ** (count - FREE_TRIES + 1), LONGEST_WAIT_S)
      tries.set(key, { count, waitUntil: at + waitS * 1000 })
      return ofName.take(name) > 0 || ofAll.take('') > 0 ? PAUSE_MS : 0
    },
    succeeded(address, name) {
      const from = neighbourhood(address)
      tries.delete(JSON.stringify([from, name]))
      ofAddress.giveBack(from)
      ofName.giveBack(name)
      ofAll.giveBack('')
    },
  }
}

/** One person has a whole /64 of IPv6: all of it counts as one address. */
function neighbourhood(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::')
    ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
    : []
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
}

function tooMany(waitMs: number): SlowDown {
  return new SlowDown('There were too many wrong tries.', Math.ceil(waitMs / 1000))
}
