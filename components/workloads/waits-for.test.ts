import { expect, it } from 'vitest'
import { exampleEvent } from '../../lib/testing/example-event.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { latestEvents, waitsFor } from './waits-for.ts'

const creating = examplePod('hub', { uid: 'p', status: 'ContainerCreating', phase: 'Pending' })
it('is the newest event of the pod', () => {
  const latest = latestEvents([
    exampleEvent('p', 'Pulling image "hub"', { lastAt: 20 }),
    exampleEvent('p', 'Assigned', { lastAt: 10 }),
    exampleEvent('q', 'Of another', { lastAt: 30 }),
  ])
  expect(waitsFor(creating, latest.get('p'))).toBe('Pulling image "hub"')
})

it('is what the container says itself, unless a warning says more', () => {
  const pod = { ...creating, status: 'ImagePullBackOff', message: 'Back-off pulling image "hub"' }
  expect(waitsFor(pod, exampleEvent('p', 'Pulling image "hub"'))).toBe('Back-off pulling image "hub"')
  expect(waitsFor(pod, exampleEvent('p', 'no such host', { isWarning: true }))).toBe('no such host')
})

it('is nothing for a pod that is well, or that nobody has said anything about', () => {
  expect(waitsFor(creating, undefined)).toBeNull()
  const well = { ...creating, status: 'Running', ready: { is: 1, of: 1 } }
  expect(waitsFor(well, exampleEvent('p', 'Started'))).toBeNull()
})
