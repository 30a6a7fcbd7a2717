import { isIPv4, isIPv6 } from 'node:net'
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
const LONGEST_QUEUE_MS = 15 * PAUSE_MS

interface Tries {
  count: number
  waitUntil: number
}

/**
 * Slows guessing down, in memory. `now`: milliseconds since the epoch. Layers:
 * - one address with one name: after 3 wrong tries it waits 2, 4, 8… seconds, at most 15 minutes;
 * - one address: 30 tries at once, then one every 3 seconds, whatever the names;
 * - one name, from everywhere: after 20 tries they queue and are looked at 2 seconds apart. Who comes while 15 wait is
 *   refused for as long as that lasts, but never where that name signed in before: a stranger locks nobody out;
 * - everybody together: every try is only made slower.
 * All of loopback is one address, a /64 of IPv6 too; a /48 may try three times as much as one address.
 */
export function createThrottle(now: () => number = Date.now): Throttle {
  const tries = createRecentMap<string, Tries>(REMEMBERED)
  const ofAddress = createBuckets({ size: 30, refillMs: 3_000, remembered: REMEMBERED, now })
  const ofSite = createBuckets({ size: 90, refillMs: 1_000, remembered: REMEMBERED, now })
  const ofName = createBuckets({ size: 20, refillMs: 5_000, remembered: REMEMBERED, now })
  /** When the last one that waits for a name is looked at. */
  const queueEnds = createRecentMap<string, number>(REMEMBERED)
  const signedInFrom = createRecentMap<string, true>(REMEMBERED)
  const ofAll = createBuckets({ size: 100, refillMs: 200, remembered: 1, now })

  /** Milliseconds until a try for this name is looked at; those of strangers come one after the other. */
  function pauseFor(name: string, signedInBefore: boolean, at: number): number {
    if (ofName.take(name) === 0) return 0
    if (signedInBefore) return PAUSE_MS
    const looked = Math.max(queueEnds.get(name) ?? at, at) + PAUSE_MS
    if (looked - at > LONGEST_QUEUE_MS) throw tooMany(looked - at - LONGEST_QUEUE_MS)
    queueEnds.set(name, looked)
    return looked - at
  }

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
      const site = siteOf(address)
      const siteWaitMs = site === null ? 0 : ofSite.take(site)
      if (siteWaitMs > 0) throw tooMany(siteWaitMs)
      const pauseMs = pauseFor(name, signedInFrom.get(key) === true, at)
      const count = known.count + 1
      const waitS = count < FREE_TRIES ? 0 : Math.min(2 ** (count - FREE_TRIES + 1), LONGEST_WAIT_S)
      tries.set(key, { count, waitUntil: at + waitS * 1000 })
      return ofAll.take('') > 0 ? Math.max(pauseMs, PAUSE_MS) : pauseMs
    },
    succeeded(address, name) {
      const from = neighbourhood(address)
      const key = JSON.stringify([from, name])
      tries.delete(key)
      signedInFrom.set(key, true)
      ofAddress.giveBack(from)
      const site = siteOf(address)
      if (site !== null) ofSite.giveBack(site)
      ofName.giveBack(name)
      ofAll.giveBack('')
    },
  }
}

/** One person has a whole /64 of IPv6, and all of loopback: each counts as one address. */
function neighbourhood(address: string): string {
  if (isIPv4(address)) return address.startsWith('127.') ? 'loopback' : address
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  return groups.join(':') === '0:0:0:0:0:0:0:1' ? 'loopback' : groups.slice(0, 4).join(':')
}

/** The /48 of an IPv6 address: what providers give to one customer at most. Null for others. */
function siteOf(address: string): string | null {
  return isIPv6(address) ? groupsOf(address).slice(0, 3).join(':') : null
}

/** The eight groups, without leading zeros. */
function groupsOf(address: string): string[] {
  const plain = address.split('%')[0] ?? ''
  const [head = '', tail = ''] = plain.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = plain.includes('::')
    ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
    : []
  return [...front, ...zeros, ...back].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
}

function tooMany(waitMs: number): SlowDown {
  return new SlowDown('There were too many wrong tries.', Math.ceil(waitMs / 1000))
}
