import { expect, it } from 'vitest'
import type { ObjectAnswer } from '../../../shared/related-object.ts'
import { fakeClusters } from '../../../testing/fake-clusters.ts'
import { objectQueries } from './object-queries.ts'

const meta = (name: string, more: object = {}) => ({
  name,
  namespace: 'binder',
  uid: `uid-${name}`,
  resourceVersion: '7',
  ...more,
})
const owned = (kind: string, name: string, uid = `uid-${name}`) => ({
  ownerReferences: [{ kind, name, uid, controller: true }],
})
const ns = '/api/v1/namespaces/binder'
const apps = '/apis/apps/v1/namespaces/binder'

const pod = {
  metadata: meta('hub-5d-1', { ...owned('ReplicaSet', 'hub-5d'), labels: { component: 'hub' } }),
  spec: {
    nodeName: 'binder-01',
    volumes: [
      { persistentVolumeClaim: { claimName: 'hub-db-dir' } },
      { secret: { secretName: 'hub' } },
      { configMap: { name: 'gone' } },
    ],
    containers: [{ name: 'hub', env: [{ name: 'BINDER_CLIENT_IP', value: '192.0.2.77' }] }],
  },
}
const event = (uid: string, at: string, message: string) => ({
  metadata: meta(`e-${at}`),
  involvedObject: { kind: 'Pod', name: 'hub-5d-1', namespace: 'binder', uid },
  reason: 'Pulled',
  message,
  lastTimestamp: at,
})

const answers: Record<string, object> = {
  [`${ns}/pods/hub-5d-1`]: pod,
  [`${apps}/replicasets/hub-5d`]: { metadata: meta('hub-5d', owned('Deployment', 'hub')) },
  [`${apps}/deployments/hub`]: {
    metadata: meta('hub'),
    spec: { selector: { matchLabels: { component: 'hub' } }, template: pod },
  },
  [`${ns}/services`]: {
    items: [
      { metadata: meta('hub'), spec: { selector: { component: 'hub' } } },
      { metadata: meta('other'), spec: { selector: { component: 'proxy' } } },
      { metadata: meta('all'), spec: {} },
    ],
  },
  [`${ns}/persistentvolumeclaims/hub-db-dir`]: {
    metadata: meta('hub-db-dir'),
    spec: { volumeName: 'pvc-1', storageClassName: 'local' },
  },
  [`${ns}/secrets/hub`]: { metadata: meta('hub'), data: { token: 'YWIxMg==' } },
  [`${apps}/replicasets`]: {
    items: [
      { metadata: meta('hub-5d', owned('Deployment', 'hub')), spec: { replicas: 1 } },
      { metadata: meta('hub-4c', owned('Deployment', 'hub')), spec: { replicas: 0 } },
      { metadata: meta('alien', owned('Deployment', 'alien')) },
    ],
  },
  [`${ns}/pods`]: { items: [pod, { metadata: meta('bare') }] },
  [`${ns}/events`]: {
    items: [
      event('uid-hub-5d-1', '2026-11-27T13:00:00Z', 'first'),
      event('uid-of-before', '2026-11-27T13:30:00Z', 'of a namesake'),
      event('uid-hub-5d-1', '2026-11-27T14:00:00Z', 'last'),
    ],
  },
  '/api/v1/nodes/binder-01': { metadata: { name: 'binder-01', uid: 'uid-n', resourceVersion: '7' } },
  '/api/v1/pods': { metadata: { continue: 'more' }, items: [pod] },
  '/api/v1/events': { items: [] },
}

async function ask(kind: string, name: string, namespace = 'binder', broken?: string): Promise<ObjectAnswer> {
  const { clusters } = fakeClusters([], ({ path }) => {
    const plain = path.split('?')[0] ?? ''
    return plain === broken ? { status: 500, body: {} } : answers[plain]
  })
  const [query] = objectQueries({ clusters })
  const params = { server: 'srv', kind, namespace, name }
  const call = {
    actor: {} as never,
    input: new URLSearchParams(),
    signal: new AbortController().signal,
    params,
  }
  return (await query?.answer(call)) as ObjectAnswer
}

const named = ({ related }: ObjectAnswer) =>
  related.map(
    ({ as, object, isThere }) =>
      `${as}: ${object.kind} ${object.name}${isThere === false ? ', missing' : ''}`,
  )

it('tells of a pod who made it, where it runs, what leads to it and what it mounts', async () => {
  const answer = await ask('Pod', 'hub-5d-1')
  expect(named(answer)).toEqual([
    'made by: ReplicaSet hub-5d',
    'made by: Deployment hub',
    'runs on: Node binder-01',
    'services: Service hub',
    'claims: PersistentVolumeClaim hub-db-dir',
    'config maps: ConfigMap gone, missing',
    'secrets: Secret hub',
  ])
  expect(answer.isPartial).toBe(false)
  expect(JSON.stringify(answer)).not.toMatch(/192\.0\.2\.77|YWIxMg/)
})

it('gives what happened to this very pod, newest first', async () => {
  expect((await ask('Pod', 'hub-5d-1')).events.map(({ message }) => message)).toEqual(['last', 'first'])
})

it('tells of a workload its pods, and which of its sets is of before', async () => {
  const answer = await ask('Deployment', 'hub')
  expect(named(answer)).toEqual([
    'replica sets: ReplicaSet hub-5d',
    'replica sets: ReplicaSet hub-4c',
    'pods: Pod hub-5d-1',
    'services: Service hub',
    'claims: PersistentVolumeClaim hub-db-dir',
    'config maps: ConfigMap gone, missing',
    'secrets: Secret hub',
  ])
  expect(answer.related.find(({ object }) => object.name === 'hub-4c')?.note).toBe('of before')
})

it('tells of a claim its volume, its class and who mounts it', async () => {
  expect(named(await ask('PersistentVolumeClaim', 'hub-db-dir'))).toEqual([
    'pods: Pod hub-5d-1',
    'volume: PersistentVolume pvc-1',
    'class: StorageClass local',
  ])
})

it('shows no value of a secret, and who reads it', async () => {
  const answer = await ask('Secret', 'hub')
  expect(answer.object.object.data).toEqual({ token: 'hidden by Bindery, 4 B' })
  expect(named(answer)).toEqual(['pods: Pod hub-5d-1'])
})

it('says that a node has more pods than it lists', async () => {
  const answer = await ask('Node', 'binder-01', '-')
  expect(named(answer)).toEqual(['pods: Pod hub-5d-1'])
  expect(answer.isPartial).toBe(true)
})

it('leaves out what cannot be read, and says so', async () => {
  const answer = await ask('Pod', 'hub-5d-1', 'binder', `${ns}/services`)
  expect(named(answer)).not.toContain('services: Service hub')
  expect(named(answer)).toContain('made by: Deployment hub')
  expect(answer.isPartial).toBe(true)
})

it.each([
  ['Pod', 'other', 'binder'],
  ['Pod', 'hub-5d-1', '-'],
  ['Pod', '../secrets/hub', 'binder'],
  ['constructor', 'x', 'binder'],
])('finds no %s %s in %s', async (kind, name, namespace) => {
  await expect(ask(kind, name, namespace)).rejects.toMatchObject({ code: 'not_found' })
})
