import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LinkState } from '../../shared/link-state.ts'
import { rest } from './rest.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const online: LinkState = { state: 'online', since: 0, heardAt: 0, rootBy: 'root' }
const away: LinkState = { state: 'offline', since: 0 }

function start(ms: number, first: LinkState) {
  const listeners = new Set<(state: LinkState) => void>()
  const link = {
    state: first,
    onState(listener: (state: LinkState) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const abort = new AbortController()
  let over = false
  void rest(ms, link, abort.signal).then(() => {
    over = true
  })
  const isOver = async () => {
    await vi.advanceTimersByTimeAsync(0)
    return over
  }
  const say = (state: LinkState): void => {
    for (const hear of [...listeners]) hear(state)
  }
  return { isOver, abort, listeners, say }
}

it('takes its time while the link is up, however often that says so', async () => {
  const { isOver, say, listeners } = start(1_000, online)
  vi.advanceTimersByTime(999)
  say({ ...online, heardAt: 5 })
  expect(await isOver()).toBe(false)
  vi.advanceTimersByTime(1)
  expect(await isOver()).toBe(true)
  expect(listeners.size).toBe(0)
})

it('waits for a link that is away, or goes away, and for nothing else', async () => {
  for (const first of [away, online]) {
    const { isOver, say } = start(1_000, first)
    say(away)
    vi.advanceTimersByTime(3_600_000)
    expect(await isOver()).toBe(false)
    say(online)
    expect(await isOver()).toBe(true)
  }
})

it('ends when it is not wanted any more', async () => {
  const { isOver, abort, listeners } = start(1_000, away)
  abort.abort()
  expect(await isOver()).toBe(true)
  expect(listeners.size).toBe(0)
})
