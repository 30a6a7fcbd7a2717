import { expect, it } from 'vitest'
import { usageKey, usageOfPod } from './usage-row.ts'

const pod = { namespace: 'binder', name: 'jupyter-a', createdAt: 1_000 }
const measured = (at: number) =>
  new Map([['binder/jupyter-a', { key: 'binder/jupyter-a', cpuMilli: 5, memoryBytes: 6, at }]])

it('finds a pod by its names, and a node by its own', () => {
  expect(usageKey('binder', 'jupyter-a')).toBe('binder/jupyter-a')
  expect(usageKey(null, 'binder-01')).toBe('binder-01')
  expect(usageOfPod(pod, measured(1_000))).toMatchObject({ memoryBytes: 6 })
  expect(usageOfPod({ ...pod, namespace: 'other' }, measured(1_000))).toBeNull()
})

it('does not take what a namesake of before used for the pod of now', () => {
  expect(usageOfPod(pod, measured(999))).toBeNull()
})
