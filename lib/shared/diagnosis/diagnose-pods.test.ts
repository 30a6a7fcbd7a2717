import { expect, it } from 'vitest'
import { exampleEvent } from '../../testing/example-event.ts'
import { examplePod } from '../../testing/example-pod.ts'
import { diagnosePods } from './diagnose-pods.ts'

const NOW = 1_790_000_000_000

it('finds the few that are not well among ten thousand, each with its own events', () => {
  const pods = Array.from({ length: 10_000 }, (_, index) => examplePod(`p${index}`))
  pods[17] = examplePod('p17', { status: 'ContainerCreating', phase: 'Pending', ready: { is: 0, of: 1 } })
  pods[99] = examplePod('p99', {
    reason: 'Evicted',
    status: 'Evicted',
    phase: 'Failed',
    ready: { is: 0, of: 1 },
  })
  const said = 'MountVolume.SetUp failed for volume "s" : secret "gone" not found'
  const events = Array.from({ length: 20_000 }, (_, index) =>
    exampleEvent(`p${index % 10_000}`, said, {
      reason: 'FailedMount',
      isWarning: true,
      lastAt: NOW - index,
    }),
  )
  const began = performance.now()
  const found = diagnosePods(pods, events, [], NOW)
  expect(performance.now() - began).toBeLessThan(250)
  expect(found.map(({ pod, diagnosis }) => [pod.name, diagnosis.situation])).toEqual([
    ['p17', 'secret-missing'],
    ['p99', 'evicted'],
  ])
})

it('asks nothing of a cluster that is well', () => {
  expect(diagnosePods([examplePod('a')], [], [], NOW)).toEqual([])
})

it('tells what happens to thousands that wait, without counting the room for each anew', () => {
  const waiting = Array.from({ length: 3_000 }, (_, index) =>
    examplePod(`w${index}`, {
      status: 'Pending',
      phase: 'Pending',
      node: null,
      ready: { is: 0, of: 1 },
      message: '0/1 nodes are available: 1 Insufficient memory.',
      requests: { cpuMilli: 0, memoryBytes: 1e9 },
    }),
  )
  const node = {
    uid: 'n',
    name: 'binder-01',
    conditions: [],
    cordoned: false,
    cordonedByCleaner: false,
    allocatable: { cpuMilli: 4000, memoryBytes: 8e9 },
  }
  const began = performance.now()
  expect(diagnosePods(waiting, [], [node], NOW)).toHaveLength(3_000)
  expect(performance.now() - began).toBeLessThan(500)
})
