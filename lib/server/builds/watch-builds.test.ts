import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LinkState } from '../../shared/link-state.ts'
import { FakeKubeApi } from '../../testing/fake-kube-api.ts'
import { until } from '../../testing/socket-rig.ts'
import { watchBuilds } from './watch-builds.ts'

const state: LinkState = { state: 'online', since: 0, heardAt: 0, rootBy: 'root' }

let api: FakeKubeApi
let stop: AbortController
let told: string[]
beforeEach(async () => {
  api = await FakeKubeApi.start()
  stop = new AbortController()
  told = []
})
afterEach(async () => {
  stop.abort()
  await api.stop()
})

function watch(): void {
  void watchBuilds({
    api: api.client,
    link: { state, onState: () => () => {} },
    signal: stop.signal,
    seen: (pod) => told.push(`seen ${pod.metadata.uid}`),
    gone: (uid) => told.push(`gone ${uid}`),
    all: (uids) => told.push(`all ${[...uids]}`),
  })
}

it('tells of builds that are there, that come, and that go, asking for nothing but builds', async () => {
  api.put('a')
  watch()
  await until('it is watched', () => api.watches === 1)
  api.put('b')
  api.delete('a')
  await until('a has gone', () => told.includes('gone a'))
  expect(told).toEqual(['seen a', 'all a', 'seen b', 'seen a', 'gone a'])
  const asked = new Set(api.asked.map(({ searchParams }) => searchParams.get('labelSelector')))
  expect(asked).toEqual(new Set(['component=binderhub-build']))
})

it('says what is left once its version is too old, and what it missed', async () => {
  api.put('a')
  watch()
  await until('it is watched', () => api.watches === 1)
  api.cut()
  api.delete('a')
  api.put('b')
  api.compact()
  await until('it is watched again', () => told.includes('all b'))
  expect(told).toEqual(['seen a', 'all a', 'seen b', 'all b'])
})

it('does not ask without end where each watch ends at once', async () => {
  const began = performance.now()
  watch()
  const ending = setInterval(() => api.endWatches(), 1)
  await until('it was tried again', () => api.lists === 3)
  clearInterval(ending)
  // One watch for each list: the second comes at once, the third after a rest.
  expect(api.asked.length).toBeLessThan(8)
  expect(performance.now() - began).toBeGreaterThan(400)
})
