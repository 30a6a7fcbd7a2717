import { describe, expect, test } from 'vitest'
import type { LinkState } from '../../lib/shared/link-state.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { liveness, type SocketView } from './liveness.ts'

const now = 1_790_000_000_000
const beating: SocketView = { state: 'live', since: now - 60_000, lastBeatAt: now - 1000 }
const problem: Problem = { code: 'ssh_timed_out', message: 'No answer.' }
const online = (heardAgo: number): LinkState => ({
  state: 'online',
  since: now - 60_000,
  heardAt: now - heardAgo,
  rootBy: 'sudo',
})

describe('a page that is not about one server', () => {
  test('is as old as the last beat', () => {
    expect(liveness(now, beating)).toEqual({ is: 'live', ageMs: 1000 })
    expect(liveness(now, { ...beating, lastBeatAt: now - 12_000 })).toEqual({ is: 'behind', ageMs: 12_000 })
  })

  test('is stale since the last beat when none came for 30 s, whatever the socket believes', () => {
    expect(liveness(now, { ...beating, lastBeatAt: now - 31_000 })).toEqual({
      is: 'stale',
      since: now - 31_000,
    })
  })

  test('is stale at once when the socket is lost', () => {
    expect(liveness(now, { ...beating, state: 'lost' })).toEqual({ is: 'stale', since: now - 1000 })
  })

  test('is believed while the first socket is on its way: the page was rendered this second', () => {
    expect(liveness(now, { state: 'connecting', since: now, lastBeatAt: null })).toEqual({
      is: 'live',
      ageMs: 0,
    })
    expect(liveness(now, { state: 'connecting', since: 0, lastBeatAt: null })).toEqual({
      is: 'live',
      ageMs: 0,
    })
    expect(liveness(now, { state: 'connecting', since: now - 40_000, lastBeatAt: null }).is).toBe('stale')
  })
})

describe('a page about a server', () => {
  test('is as old as the older of beat and link', () => {
    expect(liveness(now, beating, online(3000))).toEqual({ is: 'live', ageMs: 3000 })
    expect(liveness(now, { ...beating, lastBeatAt: now - 11_000 }, online(0))).toEqual({
      is: 'behind',
      ageMs: 11_000,
    })
    expect(liveness(now, beating, online(11_000))).toEqual({ is: 'behind', ageMs: 11_000 })
  })

  test('never shows an age from the future when clocks differ', () => {
    expect(liveness(now, { ...beating, lastBeatAt: now + 500 }, online(-400))).toEqual({
      is: 'live',
      ageMs: 0,
    })
  })

  test('is stale since the server was last heard of, once the link is lost', () => {
    const link: LinkState = {
      state: 'reconnecting',
      since: now - 5000,
      attempt: 2,
      nextTryAt: now + 3000,
      lastHeardAt: now - 9000,
      problem,
    }
    expect(liveness(now, beating, link)).toEqual({ is: 'stale', since: now - 9000 })
    expect(liveness(now, beating, { ...link, lastHeardAt: null })).toEqual({ is: 'stale', since: now - 5000 })
  })

  test('a lost socket counts before anything the link said last', () => {
    expect(liveness(now, { ...beating, state: 'lost' }, online(0))).toEqual({
      is: 'stale',
      since: now - 1000,
    })
  })

  test('names connecting and offline for what they are', () => {
    expect(liveness(now, beating, { state: 'connecting', since: now }).is).toBe('connecting')
    expect(liveness(now, beating, { state: 'offline', since: now }).is).toBe('offline')
  })
})
