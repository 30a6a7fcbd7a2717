import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LinkState } from '../../shared/link-state.ts'
import { FakeKubeApi } from '../../testing/fake-kube-api.ts'
import { until } from '../../testing/socket-rig.ts'
import { createLiveTable } from '../tables/live-table.ts'
import { createFeed } from './feed.ts'
import { type Reflector, reflect } from './reflector.ts'
import type { KubeObject, Resource } from './resources/resource.ts'

interface Row {
  uid: string
  phase: string
}

const things: Resource<Row> = {
  path: '/api/v1/things',
  project: (object: KubeObject & { phase?: string }) => ({
    uid: object.metadata.uid,
    phase: object.phase ?? '',
  }),
}

const online: LinkState = { state: 'online', since: 0, heardAt: 0, rootBy: 'root' }
const away: LinkState = { state: 'offline', since: 0 }

let api: FakeKubeApi
const reflectors: Reflector[] = []
beforeEach(async () => {
  api = await FakeKubeApi.start()
})
afterEach(async () => {
  for (const reflector of reflectors.splice(0)) reflector.stop()
  await api.stop()
})

function start() {
  const table = createLiveTable<Row>({ keyOf: (row) => row.uid })
  const feed = createFeed()
  const told: string[] = []
  feed.onChange(() => told.push(feed.upstream.state))
  let state = online
  const listeners = new Set<(state: LinkState) => void>()
  const link = {
    get state() {
      return state
    },
    onState(listener: (state: LinkState) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  // The smallest jitter: waits are half as long as they may be.
  const reflector = reflect({
    api: api.client,
    link,
    resource: things,
    table,
    feed,
    keyOf: (row) => row.uid,
    random: () => 0,
  })
  reflectors.push(reflector)
  return {
    table,
    feed,
    told,
    reflector,
    shown: () =>
      table
        .rows()
        .map(({ uid, phase }) => uid + phase)
        .sort()
        .join(' '),
    setLink(next: LinkState) {
      state = next
      for (const listener of [...listeners]) listener(next)
    },
  }
}

describe('a list', () => {
  it('is read page by page, and followed from its version on', async () => {
    api.pageSize = 2
    for (const uid of ['a', 'b', 'c', 'd', 'e']) api.put(uid, { phase: '1' })
    const { feed, shown, told } = start()
    expect(feed.upstream.state).toBe('syncing')
    await until('live', () => feed.upstream.state === 'live')
    expect(shown()).toBe('a1 b1 c1 d1 e1')
    expect(api.lists).toBe(3)
    api.put('b', { phase: '2' })
    api.delete('c')
    api.put('f', { phase: '1' })
    await until('the changes', () => shown() === 'a1 b2 d1 e1 f1')
    expect(told).toEqual(['live'])
    expect(api.lists).toBe(3)
  })

  it('has what changed while it was read', async () => {
    api.pageSize = 1
    for (const uid of ['a', 'b', 'c']) api.put(uid, { phase: '1' })
    api.onPage = () => {
      api.onPage = null
      api.put('a', { phase: '2' })
    }
    const { shown } = start()
    await until('all of it', () => shown() === 'a2 b1 c1')
  })

  it('begins anew when it was changed too much meanwhile', async () => {
    api.pageSize = 1
    for (const uid of ['a', 'b', 'c']) api.put(uid, { phase: '1' })
    api.onPage = () => {
      api.onPage = null
      api.put('d', { phase: '1' })
      api.compact()
    }
    const { feed, shown } = start()
    await until('live', () => feed.upstream.state === 'live')
    expect(shown()).toBe('a1 b1 c1 d1')
  })
})

it.each([403, 404])(
  'is not called empty where a list is refused with %i, and is read once it is not',
  async (status) => {
    api.put('a', { phase: '1' })
    api.refuse = status
    const { feed, shown } = start()
    await until('it says why', () => feed.upstream.problem !== null, 5_000)
    expect(feed.upstream).toMatchObject({ state: 'syncing', problem: { code: 'kube_refused' } })
    api.refuse = null
    await until('live', () => feed.upstream.state === 'live')
    expect(shown()).toBe('a1')
  },
)

describe('a watch', () => {
  async function watched() {
    api.put('a', { phase: '1' })
    api.put('b', { phase: '1' })
    const started = start()
    await until('it is watched', () => api.watches === 1 && started.feed.upstream.state === 'live')
    return started
  }

  it('that is cut in the middle of a line goes on where it was, without a list and without a word', async () => {
    const { shown, told } = await watched()
    api.cut()
    api.put('a', { phase: '2' })
    api.delete('b')
    await until('what was missed', () => shown() === 'a2')
    expect(api.lists).toBe(1)
    expect(told).toEqual(['live'])
  })

  it('goes on from the last bookmark', async () => {
    await watched()
    api.bookmark()
    api.compact()
    await until('the bookmark is there', () => api.asked.length === 2)
    // What is compacted would cost a list; the version of the bookmark is not.
    api.put('c')
    api.endWatches()
    await until('the next watch', () => api.asked.length >= 3)
    expect(api.asked.at(-1)?.searchParams.get('resourceVersion')).toBe('104')
    expect(api.lists).toBe(1)
  })

  it('asks for bookmarks, and for an end within five minutes', async () => {
    await watched()
    const query = api.asked.at(-1)?.searchParams
    expect(query?.get('allowWatchBookmarks')).toBe('true')
    expect(Number(query?.get('timeoutSeconds'))).toBe(240)
  })

  it.each(['status', 'event'])(
    'whose version is too old (410 as %s) becomes a list that drops what is gone',
    async (how) => {
      const { shown, told } = await watched()
      if (how === 'status') api.cut()
      api.delete('a')
      api.put('c', { phase: '1' })
      api.compact()
      if (how === 'event') api.error(410)
      await until('the new list', () => api.lists === 2 && shown() === 'b1 c1')
      await until('watched again', () => api.watches === 1)
      expect(told.at(-1)).toBe('live')
    },
  )

  it('that cannot be had again makes the table stale, since the last sign of life', async () => {
    const { feed, shown } = await watched()
    const heardAt = feed.heardAt
    api.refuse = 503
    api.cut()
    await until('stale', () => feed.upstream.state === 'stale')
    expect(feed.upstream).toMatchObject({ since: heardAt, problem: { code: 'kube_unreachable' } })
    expect(shown()).toBe('a1 b1')
    api.put('c', { phase: '1' })
    api.refuse = null
    await until('live again', () => feed.upstream.state === 'live')
    expect(shown()).toBe('a1 b1 c1')
    expect(feed.upstream.problem).toBeNull()
    // What was away is listed anew: it may be another cluster now.
    expect(api.asked.at(-2)?.searchParams.has('limit')).toBe(true)
  })

  it.each([
    [403, 'The Kubernetes API does not let Bindery in.'],
    [404, 'This cluster has no such kind of object.'],
  ])(
    'that is refused with %i makes the table stale, says why, and goes on by itself',
    async (status, why) => {
      const { feed, shown } = await watched()
      api.refuse = status
      api.cut()
      await until('stale', () => feed.upstream.state === 'stale', 5_000)
      expect(feed.upstream.problem).toMatchObject({ code: 'kube_refused', message: why })
      expect(shown()).toBe('a1 b1')
      api.delete('a')
      api.put('c', { phase: '1' })
      api.refuse = null
      await until('live again', () => feed.upstream.state === 'live')
      expect(shown()).toBe('b1 c1')
      expect(feed.upstream.problem).toBeNull()
    },
  )

  it('is opened anew when it is given up from here', async () => {
    const { reflector } = await watched()
    reflector.reconnect()
    await until('another watch', () => api.asked.length === 3 && api.watches === 1)
    expect(api.lists).toBe(1)
  })

  it('waits for the link where that is away, and goes on at once when it is back', async () => {
    const { feed, setLink } = await watched()
    setLink(away)
    api.refuse = 503
    api.cut()
    await until('stale', () => feed.upstream.state === 'stale')
    api.refuse = null
    setLink(online)
    await until('live again', () => feed.upstream.state === 'live', 400)
  })

  it('is not asked for without end where each ends at once', async () => {
    const { feed } = await watched()
    const ending = setInterval(() => api.endWatches(), 1)
    await until('it is called broken', () => feed.upstream.state === 'stale')
    clearInterval(ending)
    expect(api.asked.length).toBeLessThan(8)
  })
})

it('leaves nothing behind when it is stopped', async () => {
  const { reflector } = start()
  await until('it is watched', () => api.watches === 1)
  reflector.stop()
  await until('the watch has ended', () => api.watches === 0)
})
