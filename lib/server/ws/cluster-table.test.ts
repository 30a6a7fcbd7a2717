import { afterEach, expect, it } from 'vitest'
import { objectText } from '../../shared/object-ref.ts'
import type { PodRow } from '../../shared/pod-row.ts'
import type { Upstream } from '../../shared/upstream.ts'
import { examplePod } from '../../testing/example-pod.ts'
import { RawTab, startHub, until } from '../../testing/socket-rig.ts'
import { createFeed } from '../kube/feed.ts'
import { createLiveTable } from '../tables/live-table.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const pod = (uid: string): PodRow => examplePod(uid)

/** A hub whose one cluster is the test's. */
async function start() {
  const table = createLiveTable<PodRow>({ keyOf: (row) => row.uid, flushMs: 5, partLength: 400 })
  const feed = createFeed(() => 7)
  const looks: string[] = []
  const look = (what: string) => {
    looks.push(what)
    return {
      table: table as never,
      upstream: () => feed.upstream,
      onUpstream: feed.onChange,
      release: () => void looks.push('release'),
    }
  }
  const { url, stop } = await startHub({
    clusterTable: (server, name) => look(`${server}/${name}`),
    objectTable: (server, object) => look(`${server}/${objectText(object)}`),
  })
  stops.push(stop)
  const tab = await RawTab.connect(url)
  tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'pods', server: 'srv' } })
  await until('it is open', () => tab.of('message', 1).length >= 2)
  return { table, feed, looks, tab, bodies: () => tab.of('message', 1).map(({ body }) => body) }
}

const upstream = (state: Upstream['state'], problem: Upstream['problem'] = null) => ({
  type: 'upstream',
  upstream: { state, since: 7, problem },
})

it('tells how the table is fed after the rows that were there by then', async () => {
  const { table, feed, looks, bodies } = await start()
  expect(looks).toEqual(['srv/pods'])
  expect(bodies()).toEqual([expect.objectContaining({ type: 'snapshot', rows: [] }), upstream('syncing')])
  table.put(pod('a'))
  feed.live()
  await until('live', () => bodies().length === 4)
  expect(bodies().slice(2)).toEqual([
    expect.objectContaining({ type: 'patch', put: [pod('a')] }),
    upstream('live'),
  ])
  const silent = { code: 'kube_unreachable', message: 'It is silent.' } as const
  feed.doubt(silent)
  await until('stale', () => bodies().length === 5)
  expect(bodies()[4]).toEqual(upstream('stale', silent))
})

it('sends a long table in parts, and how it is fed after the last', async () => {
  const { table, feed, tab } = await start()
  for (let i = 0; i < 20; i += 1) table.put(pod(`pod-${i}`))
  feed.live()
  tab.say({ op: 'open', ch: 2, what: { kind: 'table', table: 'pods', server: 'srv' } })
  const second = () => tab.of('message', 2).map(({ body }) => body)
  await until('all of it', () => second().at(-1)?.type === 'upstream')
  const parts = second().slice(0, -1)
  expect(parts.length).toBeGreaterThan(3)
  expect(parts.map(({ type }) => type)).toEqual(['snapshot', ...parts.slice(1).map(() => 'rows')])
  expect(parts.map((part) => 'more' in part)).toEqual([...parts.slice(1).map(() => true), false])
  expect(parts.flatMap((part) => ('rows' in part ? part.rows : []))).toEqual(table.rows())
})

it('leaves the table when the page does', async () => {
  const { looks, tab, feed } = await start()
  tab.say({ op: 'close', ch: 1 })
  await until('it has left', () => looks.includes('release'))
  const before = tab.frames.length
  feed.live()
  tab.say({ op: 'open', ch: 2, what: { kind: 'table', table: 'servers', server: 'srv' } })
  await until('tables of the console are of no server', () => tab.of('closed', 2).length === 1)
  expect(tab.of('closed', 2)[0]?.problem?.code).toBe('not_found')
  expect(tab.frames.slice(before).filter((frame) => frame.op === 'message')).toEqual([])
})

it('follows one object, where it is named, and refuses what names none', async () => {
  const { looks, tab } = await start()
  const open = (ch: number, what: { table: string; of?: string; server?: string }) =>
    tab.say({ op: 'open', ch, what: { kind: 'table', ...what } })
  open(2, { table: 'object', server: 'srv', of: 'Pod/binder/hub-7d' })
  open(3, { table: 'object', server: 'srv', of: 'Node/binder-01' })
  await until('they are open', () => tab.of('opened').length === 3)
  expect(looks).toEqual(['srv/pods', 'srv/Pod/binder/hub-7d', 'srv/Node/binder-01'])
  open(4, { table: 'object', server: 'srv' })
  open(5, { table: 'object', of: 'Pod/binder/hub-7d' })
  open(6, { table: 'object', server: 'srv', of: 'Pod/../secrets' })
  open(7, { table: 'pods', server: 'srv', of: 'Pod/binder/hub-7d' })
  await until('all are refused', () => tab.of('closed').length === 4)
  expect(tab.of('closed').map(({ problem }) => problem?.code)).toEqual(Array(4).fill('not_found'))
  expect(looks).toHaveLength(3)
})
