import { expect, it } from 'vitest'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { placesOf, podsOf } from './pods-of.ts'

const of = (kind: ObjectRef['kind'], name: string): ObjectRef => ({
  kind,
  namespace: 'binder',
  name,
  uid: 'x',
})
const pod = (uid: string, owner: { kind: string; name: string } | null, hash = '') => ({
  ...examplePod(uid),
  namespace: 'binder',
  owner,
  labels: { 'pod-template-hash': hash },
})

it('finds the pods of a deployment through its replica set, and of no namesake', () => {
  const pods = [
    pod('a', { kind: 'ReplicaSet', name: 'hub-7d' }, '7d'),
    pod('b', { kind: 'ReplicaSet', name: 'hub-proxy-7d' }, '7d'),
    pod('c', { kind: 'DaemonSet', name: 'hub' }),
    pod('d', null),
  ]
  expect(podsOf(of('Deployment', 'hub'), pods).map(({ uid }) => uid)).toEqual(['a'])
  expect(podsOf(of('DaemonSet', 'hub'), pods).map(({ uid }) => uid)).toEqual(['c'])
  expect(podsOf({ ...of('DaemonSet', 'hub'), namespace: 'other' }, pods)).toEqual([])
})

it('names the logs of one container, or of all', () => {
  const pods = [{ ...examplePod('a'), name: 'hub-1', namespace: 'binder', containers: ['hub', 'side'] }]
  expect(placesOf(pods, null).map(({ container }) => container)).toEqual(['hub', 'side'])
  expect(placesOf(pods, 'side')).toEqual([{ namespace: 'binder', pod: 'hub-1', uid: 'a', container: 'side' }])
})
