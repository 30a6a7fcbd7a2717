import { expect, it } from 'vitest'
import type { PodEventRow } from '../../lib/shared/pod-event-row.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { latestEvents, waitsFor } from './waits-for.ts'

const creating = examplePod('hub', { uid: 'p', status: 'ContainerCreating', phase: 'Pending' })
const event = (uid: string, message: string, more: Partial<PodEventRow> = {}): PodEventRow => ({
  uid,
  pod: 'p',
  namespace: 'binder',
  reason: 'Pulling',
  message,
  warning: false,
  lastAt: 1,
  ...more,
})

it('is the newest event of the pod', () => {
  const latest = latestEvents([
    event('2', 'Pulling image "hub"', { lastAt: 20 }),
    event('1', 'Assigned', { lastAt: 10 }),
    event('3', 'Of another', { pod: 'q', lastAt: 30 }),
  ])
  expect(waitsFor(creating, latest.get('p'))).toBe('Pulling image "hub"')
})

it('is what the container says itself, unless a warning says more', () => {
  const pod = { ...creating, status: 'ImagePullBackOff', message: 'Back-off pulling image "hub"' }
  expect(waitsFor(pod, event('1', 'Pulling image "hub"'))).toBe('Back-off pulling image "hub"')
  expect(waitsFor(pod, event('1', 'no such host', { warning: true }))).toBe('no such host')
})

it('is nothing for a pod that is well, or that nobody has said anything about', () => {
  expect(waitsFor(creating, undefined)).toBeNull()
  const well = { ...creating, status: 'Running', ready: { is: 1, of: 1 } }
  expect(waitsFor(well, event('1', 'Started'))).toBeNull()
})
