import { expect, it } from 'vitest'
import { fakeClusters } from '../../../testing/fake-clusters.ts'
import { readUsage } from './read-usage.ts'

const { signal } = new AbortController()
const at = '2026-08-03T09:44:00Z'
const cluster = (answer: object | Error | undefined) => fakeClusters([], () => answer).cluster

it('adds up the containers of a pod, in every unit that metrics-server writes', async () => {
  const items = [
    {
      metadata: { name: 'hub-1', namespace: 'binder' },
      timestamp: at,
      window: '15s',
      containers: [
        { name: 'hub', usage: { cpu: '12345678n', memory: '129Mi' } },
        { name: 'side', usage: { cpu: '250m', memory: '1024Ki' } },
      ],
    },
    { metadata: { name: 'idle', namespace: 'binder' }, timestamp: at, containers: [] },
  ]
  expect(await readUsage(cluster({ items }), 'pods', signal)).toEqual([
    { key: 'binder/hub-1', cpuMilli: 262, memoryBytes: 130 * 2 ** 20, at: Date.parse(at) },
    { key: 'binder/idle', cpuMilli: 0, memoryBytes: 0, at: Date.parse(at) },
  ])
})

it('reads nodes, which belong to no namespace', async () => {
  const items = [{ metadata: { name: 'binder-01' }, timestamp: at, usage: { cpu: '1', memory: '8000000Ki' } }]
  expect(await readUsage(cluster({ items }), 'nodes', signal)).toEqual([
    { key: 'binder-01', cpuMilli: 1000, memoryBytes: 8_192_000_000, at: Date.parse(at) },
  ])
})

it('takes nonsense for nothing, and never for less than nothing', async () => {
  const usage = { cpu: '-5', memory: 'much' }
  const items = [{ metadata: { name: 'n' }, timestamp: 'then', usage }]
  expect(await readUsage(cluster({ items }), 'nodes', signal)).toEqual([
    { key: 'n', cpuMilli: 0, memoryBytes: 0, at: 0 },
  ])
})

it.each([
  ['nobody serves it', undefined, 'no_metrics'],
  ['its server is away', { status: 503, body: { message: 'unable to handle' } }, 'metrics_unreachable'],
  ['it lets nobody in', { status: 403, body: { message: 'forbidden' } }, 'kube_refused'],
  ['the way is broken', new Error('socket hang up'), 'kube_unreachable'],
  ['it says something else', { items: 'all' }, 'kube_refused'],
])('says which trouble it is where %s', async (_what, answer, code) => {
  await expect(readUsage(cluster(answer), 'pods', signal)).rejects.toMatchObject({ code })
})
