import { describe, expect, it } from 'vitest'
import { examplePod } from '../testing/example-pod.ts'
import { type CapacityCase, capacityOf, usualSeat } from './capacity.ts'
import type { PodRow } from './pod-row.ts'

const GB = 1e9
const seat = { cpuMilli: 0, memoryBytes: GB }

function node(name: string, change: object = {}) {
  const allocatable = { cpuMilli: 16_000, memoryBytes: 60 * GB, pods: 110 }
  return { name, ready: true, cordoned: false, allocatable, ...change }
}

function pods(count: number, change: Partial<PodRow> = {}): PodRow[] {
  return Array.from({ length: count }, (_, index) =>
    examplePod(`p${index}`, { node: 'a', requests: { cpuMilli: 100, memoryBytes: GB }, ...change }),
  )
}

function free(change: Partial<CapacityCase>) {
  const { free, limit } = capacityOf({
    nodes: [node('a')],
    pods: [],
    seat,
    quota: null,
    podsAllowed: null,
    ...change,
  })
  return { free, limit }
}

describe('sessions that still start', () => {
  it.each<[string, Partial<CapacityCase>, ReturnType<typeof free>]>([
    ['as memory allows', { pods: pods(17) }, { free: 43, limit: 'memory' }],
    [
      'as the processor allows',
      { pods: pods(10), seat: { cpuMilli: 500, memoryBytes: GB } },
      { free: 30, limit: 'cpu' },
    ],
    [
      'as many pods as the kubelet takes',
      { seat: { cpuMilli: 0, memoryBytes: GB / 10 } },
      { free: 110, limit: 'pods' },
    ],
    ['without a size, pods alone', { seat: { cpuMilli: 0, memoryBytes: 0 } }, { free: 110, limit: 'pods' }],
    ['as BinderHub allows', { quota: { allowed: 50, taken: 14 } }, { free: 36, limit: 'quota' }],
    ['none over its quota', { quota: { allowed: 50, taken: 60 } }, { free: 0, limit: 'quota' }],
    ['as the namespace allows', { podsAllowed: 5 }, { free: 5, limit: 'namespace' }],
    ['none on a closed node', { nodes: [node('a', { cordoned: true })] }, { free: 0, limit: 'closed' }],
    ['none on one that is away', { nodes: [node('a', { ready: false })] }, { free: 0, limit: 'closed' }],
    ['none where there is no node', { nodes: [], seat: null }, { free: 0, limit: 'closed' }],
    ['nobody knows how large one is', { seat: null }, { free: null, limit: 'pods' }],
  ])('%s', (_, change, expected) => {
    expect(free(change)).toEqual(expected)
  })

  it('ended pods hold nothing', () => {
    expect(free({ pods: [...pods(9, { phase: 'Succeeded' }), ...pods(9, { phase: 'Failed' })] }).free).toBe(
      60,
    )
  })

  it('pods without a node hold nothing yet', () => {
    expect(free({ pods: pods(9, { node: null }) }).free).toBe(60)
  })

  it('a session does not stretch over two nodes', () => {
    const small = { allocatable: { cpuMilli: 4_000, memoryBytes: 1.5 * GB, pods: 110 } }
    expect(free({ nodes: [node('a', small), node('b', small)] }).free).toBe(2)
  })

  it('a node that promised more than it has takes nobody', () => {
    expect(free({ pods: pods(70) })).toEqual({ free: 0, limit: 'memory' })
  })
})

it('what is promised is counted over all pods of the nodes', () => {
  const { promised, allocatable } = capacityOf({
    nodes: [node('a')],
    pods: pods(17),
    seat,
    quota: null,
    podsAllowed: null,
  })
  expect(promised).toEqual({ cpuMilli: 1_700, memoryBytes: 17 * GB })
  expect(allocatable).toEqual({ cpuMilli: 16_000, memoryBytes: 60 * GB })
})

describe('the usual seat', () => {
  const session = (memoryBytes: number, createdAt = 0) => ({
    requests: { cpuMilli: 0, memoryBytes },
    createdAt,
  })

  it('is what most have', () => {
    expect(usualSeat([session(GB), session(GB), session(8 * GB)])?.memoryBytes).toBe(GB)
    expect(usualSeat([])).toBeNull()
  })

  it('is the newest where two are as many', () => {
    expect(usualSeat([session(GB, 1), session(2 * GB, 2)])?.memoryBytes).toBe(2 * GB)
  })
})
