import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFeed } from './feed.ts'
import type { Api } from './list-and-watch.ts'
import { feelPulse } from './pulse.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }))
afterEach(() => void vi.useRealTimers())

function start() {
  const feed = createFeed()
  feed.live()
  let answers: 'well' | 'silent' = 'well'
  let probes = 0
  let reconnects = 0
  const get = (_path: string, { signal }: { signal: AbortSignal }) => {
    probes += 1
    if (answers === 'well') return Promise.resolve(Readable.from(['ok']))
    return new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new Error('aborted'))),
    )
  }
  const stop = feelPulse({ get: get as unknown as Api['get'] }, () => [
    {
      feed,
      reconnect: () => {
        reconnects += 1
      },
    },
  ])
  return {
    feed,
    stop,
    become(next: typeof answers) {
      answers = next
    },
    probes: () => probes,
    reconnects: () => reconnects,
  }
}

it('calls what is silent stale within five seconds, and takes it back', async () => {
  const { feed, become, stop } = start()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(feed.upstream.state).toBe('live')
  become('silent')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(feed.upstream).toMatchObject({ state: 'stale', problem: { code: 'kube_unreachable' } })
  become('well')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(feed.upstream.state).toBe('live')
  stop()
})

it('does not doubt one who heard something meanwhile', async () => {
  const { feed, become, stop } = start()
  become('silent')
  const hearing = setInterval(() => feed.heard(), 500)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(feed.upstream.state).toBe('live')
  clearInterval(hearing)
  stop()
})

it('has a watch opened anew that has been silent for long', async () => {
  const { become, reconnects, stop } = start()
  become('silent')
  await vi.advanceTimersByTimeAsync(14_000)
  expect(reconnects()).toBe(0)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(reconnects()).toBeGreaterThan(0)
  stop()
})

it('asks nothing once nobody looks', async () => {
  const { probes, stop } = start()
  await vi.advanceTimersByTimeAsync(10_000)
  stop()
  const before = probes()
  expect(before).toBeGreaterThan(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(probes()).toBe(before)
})
