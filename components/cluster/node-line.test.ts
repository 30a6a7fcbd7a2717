import { describe, expect, it, test } from 'vitest'
import type { NodeCondition, NodeRow } from '../../lib/shared/node-row.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { cordonedBy, nodeLines, standingOfNode } from './node-line.ts'

const amounts = { cpuMilli: 4_000, memoryBytes: 8e9, pods: 110, storageBytes: 0 }
const condition = (type: string, status: string): NodeCondition => ({
  type,
  status,
  reason: '',
  message: `says ${type}`,
  since: 1,
})
const node = (more: Partial<NodeRow> = {}): NodeRow => ({
  uid: 'n',
  namespace: '',
  name: 'binder-01',
  createdAt: 1,
  labels: {},
  isReady: true,
  roles: [],
  version: 'v1.33.1',
  internalIp: '',
  externalIp: '',
  osImage: '',
  kernel: '',
  runtime: '',
  allocatable: amounts,
  capacity: amounts,
  conditions: [condition('Ready', 'True'), condition('DiskPressure', 'False')],
  cordoned: null,
  taints: [],
  ...more,
})

describe('what is taken on a node', () => {
  const requests = { cpuMilli: 250, memoryBytes: 1e9 }

  it('is what its pods ask for, but those that are through', () => {
    const pods = [
      examplePod('a', { requests }),
      examplePod('b', { requests, phase: 'Pending' }),
      examplePod('c', { requests, phase: 'Succeeded' }),
      examplePod('d', { requests, phase: 'Failed' }),
      examplePod('e', { requests, node: 'binder-02' }),
      examplePod('f', { requests, node: null }),
    ]
    expect(nodeLines([node()], pods, new Map())[0]?.requested).toEqual({
      cpuMilli: 500,
      memoryBytes: 2e9,
      pods: 2,
    })
  })

  it('is told beside what is really used', () => {
    const used = { cpuMilli: 700, memoryBytes: 5e9 }
    const usage = new Map([['binder-01', { key: 'binder-01', at: 1, ...used }]])
    expect(nodeLines([node(), node({ name: 'other' })], [], usage).map((line) => line.used)).toEqual([
      used,
      null,
    ])
  })

  it('is not known before the pods are', () => {
    expect(nodeLines([node()], null, new Map())[0]?.requested).toBeNull()
  })
})

test.each<[Partial<NodeRow>, string, string]>([
  [{}, 'ok', 'Ready'],
  [{ cordoned: { by: 'kubectl-cordon', at: null } }, 'wait', 'Takes no new pods'],
  [{ isReady: false, conditions: [condition('Ready', 'False')] }, 'fail', 'Not ready'],
  [{ isReady: false, conditions: [condition('Ready', 'Unknown')] }, 'fail', 'Does not answer'],
  [{ isReady: false, conditions: [] }, 'unk', 'Not known'],
  [{ conditions: [condition('Ready', 'True'), condition('DiskPressure', 'True')] }, 'warn', 'Disk is full'],
  [
    { conditions: [condition('MemoryPressure', 'Unknown'), condition('Ready', 'False')] },
    'fail',
    'Not ready',
  ],
  [{ conditions: [condition('Ready', 'True'), condition('MeteorStrike', 'True')] }, 'warn', 'MeteorStrike'],
])('%o is %s: %s', (more, kind, word) => {
  expect(standingOfNode(node(more))).toMatchObject({ kind, word })
})

test('everything that a node complains about is said on hover', () => {
  const conditions = [condition('DiskPressure', 'True'), condition('Ready', 'False')]
  expect(standingOfNode(node({ conditions })).said).toBe('Ready: says Ready\nDiskPressure: says DiskPressure')
})

test.each([
  ['kubectl-cordon', 'kubectl cordon'],
  ['image-cleaner', 'BinderHub’s image cleaner'],
  ['bindery', 'Bindery'],
  ['', 'somebody'],
  ['curl', 'curl'],
])('%o keeps pods away in the name of %s', (by, said) => {
  expect(cordonedBy(node({ cordoned: { by, at: null } }))).toBe(said)
})
