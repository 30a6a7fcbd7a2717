import { expect, it } from 'vitest'
import type { DrainBlast, ScaleBlast } from '../../../shared/changes-api.ts'
import type { DeletionObjectRow, DeletionRow } from '../../../shared/deletion-row.ts'
import { type ObjectKind, type ObjectRef, objectKinds } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { examplePod } from '../../../testing/example-pod.ts'
import { fakeClusters } from '../../../testing/fake-clusters.ts'
import type { Actor, Call } from '../../actions/action.ts'
import { createLiveTable } from '../../tables/live-table.ts'
import { Deletions } from '../deleting/deletions.ts'
import { changesActions } from './changes-actions.ts'

const mara: Actor = { personId: 'm', name: 'Mara', role: 'administrator', sessionId: 's', address: '' }
const part = (name: string, component: string, more: Partial<PodRow> = {}) =>
  examplePod(name, {
    labels: { component, 'pod-template-hash': '5d' },
    owner: { kind: 'ReplicaSet', name: `${component}-5d` },
    ...more,
  })
const session = (name: string) => examplePod(name, { labels: { component: 'singleuser-server' } })
const refOf = (kind: ObjectKind, name: string, namespace = 'binder'): ObjectRef => ({
  kind,
  namespace: objectKinds[kind].namespaced ? namespace : null,
  name,
  uid: `uid-${name}`,
})
const hub = refOf('Deployment', 'hub')
const workload = (name: string, spec: object, labels: object = { component: name }) => ({
  metadata: { uid: `uid-${name}`, annotations: { 'meta.helm.sh/release-name': 'binder' } },
  spec: { template: { metadata: { labels } }, ...spec },
})
const node = (name: string, spec: object = {}, annotations: object = {}) => ({
  metadata: { name, uid: `uid-${name}`, annotations },
  spec,
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
})
const nodes = (...items: object[]) => ({ items })

function start(pods: PodRow[], answers: Record<string, object> = {}) {
  const fake = fakeClusters(pods, ({ method, path }) => (method === 'GET' ? answers[path] : {}))
  const tables = {
    deletions: createLiveTable<DeletionRow>({ keyOf: ({ id }) => id }),
    deletionObjects: createLiveTable<DeletionObjectRow>({ keyOf: ({ id }) => id }),
  }
  const { clusters } = fake
  const deletions = new Deletions({
    clusters,
    tables,
    log: () => {},
    patience: { everyMs: 5, followMs: 2_000 },
  })
  const actions = changesActions({ clusters, deletions, serverName: () => 'binder-01' })
  const of = (name: string) => {
    const action = actions.find((each) => each.name === name)
    if (!action) throw new Error(name)
    return action
  }
  const call = (input: object): Call<unknown> => ({
    actor: mara,
    input: { fingerprint: '', typed: '', ...input },
    params: { server: 'srv' },
    signal: new AbortController().signal,
  })
  return {
    ...fake,
    tables,
    deletions,
    describe: async (name: string, input: object) =>
      (await of(name).describe?.(call(input))) as DrainBlast & ScaleBlast,
    perform: async (name: string, input: object) => await of(name).perform(call(input)),
    target: (name: string, input: object) => of(name).target(call(input)),
  }
}

const changes = ({ calls }: ReturnType<typeof start>) =>
  calls.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, body])

const deploymentPath = (name: string, namespace = 'binder') =>
  `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`

it('restarts as kubectl does: another template, for the one object that was meant', async () => {
  const here = start([part('hub-5d-1', 'hub'), session('a')], {
    [deploymentPath('hub')]: workload('hub', { strategy: { type: 'Recreate' } }),
  })
  const blast = await here.describe('workload.restart', { object: hub })
  expect(blast).toMatchObject({
    sentence: 'Nobody can launch for a while.',
    restarts: ['Deployment hub: 1 pod, each ends before its new one begins'],
    fingerprint: 'binder%2Fhub=1',
    typed: null,
  })
  await here.perform('workload.restart', { object: hub, fingerprint: blast.fingerprint })
  expect(changes(here)).toEqual([
    [
      'PATCH',
      `${deploymentPath('hub')}?fieldManager=bindery`,
      {
        metadata: { uid: 'uid-hub' },
        spec: {
          template: {
            metadata: {
              annotations: { 'kubectl.kubernetes.io/restartedAt': expect.stringMatching(/^20.*Z$/) },
            },
          },
        },
      },
    ],
  ])
  expect(here.target('workload.restart', { object: hub })).toBe('binder-01: Deployment binder/hub')
})

it('a rolling restart breaks only what connections hang on', async () => {
  const pods = [part('binder-5d-1', 'binder'), part('proxy-5d-1', 'proxy'), session('a')]
  const rolling = { strategy: { type: 'RollingUpdate' } }
  const here = start(pods, {
    [deploymentPath('binder')]: workload('binder', rolling),
    [deploymentPath('proxy')]: workload('proxy', rolling),
  })
  expect(await here.describe('workload.restart', { object: refOf('Deployment', 'binder') })).toMatchObject({
    breaks: [],
    sentence: '1 pod of binder is made anew.',
  })
  const proxy = await here.describe('workload.restart', { object: refOf('Deployment', 'proxy') })
  expect(proxy.breaks).toEqual([expect.stringMatching(/^1 person is disconnected for a moment/)])
})

it.each([
  ['paused', { paused: true }, 'is paused'],
  ['without pods', { replicas: 0 }, 'has no pods'],
])('does not pretend to restart what is %s', async (_what, spec, words) => {
  const pods = words === 'is paused' ? [part('hub-5d-1', 'hub')] : []
  const here = start(pods, { [deploymentPath('hub')]: workload('hub', spec) })
  await expect(here.describe('workload.restart', { object: hub })).rejects.toThrow(words)
})

it('scales down to nothing only with everything said', async () => {
  const here = start([part('hub-5d-1', 'hub'), session('a')], {
    [deploymentPath('hub')]: workload('hub', { replicas: 1 }),
  })
  const blast = await here.describe('workload.scale', { object: hub, replicas: 0 })
  expect(blast).toMatchObject({
    replicas: 1,
    undo: 'Scale it to 1 again.',
    sentence: 'Nobody can launch for a while.',
  })
  expect(blast.breaks[0]).toContain('until it is scaled up again')
  expect(blast.keeps).toContain('its number in the values of binder: the next upgrade sets that again')
  await expect(here.perform('workload.scale', { object: hub, replicas: 0 })).rejects.toMatchObject({
    code: 'conflict',
  })
  await here.perform('workload.scale', { object: hub, replicas: 0, fingerprint: blast.fingerprint })
  expect(changes(here)).toEqual([
    ['PATCH', expect.any(String), { metadata: { uid: 'uid-hub' }, spec: { replicas: 0 } }],
  ])
  expect(here.target('workload.scale', { object: hub, replicas: 0 })).toBe(
    'binder-01: Deployment binder/hub to 0',
  )
})

it.each(['hub', 'proxy'])('never makes a second %s', async (name) => {
  const here = start([part(`${name}-5d-1`, name)], {
    [deploymentPath(name)]: workload(name, { replicas: 1 }),
  })
  await expect(
    here.describe('workload.scale', { object: refOf('Deployment', name), replicas: 2 }),
  ).rejects.toThrow(`There can be only one ${name}.`)
})

it('says what more pods ask for, and that a number that is there is no change', async () => {
  const binder = refOf('Deployment', 'binder')
  const requests = { cpuMilli: 200, memoryBytes: 512e6 }
  const here = start([part('binder-5d-1', 'binder', { requests })], {
    [deploymentPath('binder')]: workload('binder', { replicas: 1 }),
  })
  expect((await here.describe('workload.scale', { object: binder, replicas: 3 })).sentence).toBe(
    '2 pods of binder start and ask for 0.4 CPU and 1 GB of memory.',
  )
  await expect(here.describe('workload.scale', { object: binder, replicas: 1 })).rejects.toThrow(
    'has 1 pod already',
  )
})

it('what the cluster needs wants its name typed', async () => {
  const dns = refOf('Deployment', 'coredns', 'kube-system')
  const pod = part('coredns-5d-1', 'coredns', { namespace: 'kube-system' })
  const here = start([pod], { [deploymentPath('coredns', 'kube-system')]: workload('coredns', {}) })
  const { fingerprint, typed } = await here.describe('workload.restart', { object: dns })
  expect(typed?.word).toBe('coredns')
  await expect(here.perform('workload.restart', { object: dns, fingerprint })).rejects.toMatchObject({
    field: 'typed',
  })
  await here.perform('workload.restart', { object: dns, fingerprint, typed: 'coredns' })
  expect(changes(here)).toHaveLength(1)
})

it('leaves another of its name alone', async () => {
  const here = start([], { [deploymentPath('hub')]: { ...workload('hub', {}), metadata: { uid: 'young' } } })
  await expect(here.perform('workload.scale', { object: hub, replicas: 0 })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(changes(here)).toEqual([])
})

const only = refOf('Node', 'binder-01')

it('cordons and uncordons, and says what the only node means', async () => {
  const here = start([], { '/api/v1/nodes': nodes(node('binder-01')) })
  const blast = await here.describe('node.cordon', { object: only })
  expect(blast.sentence).toBe('Nobody can launch until it is uncordoned. Everything that runs goes on.')
  await here.perform('node.cordon', { object: only, fingerprint: blast.fingerprint })
  expect(changes(here)).toEqual([
    [
      'PATCH',
      '/api/v1/nodes/binder-01?fieldManager=bindery',
      { metadata: { uid: 'uid-binder-01' }, spec: { unschedulable: true } },
    ],
  ])
  await expect(here.describe('node.uncordon', { object: only })).rejects.toThrow('takes pods already')
})

it('one of several that is cordoned stops nobody', async () => {
  const cleaner = { 'hub.jupyter.org/image-cleaner-cordoned': 'true' }
  const here = start([], {
    '/api/v1/nodes': nodes(
      node('binder-01'),
      node('binder-02', { unschedulable: true }, cleaner),
      node('binder-03'),
    ),
  })
  expect(await here.describe('node.cordon', { object: only })).toMatchObject({ breaks: [], fingerprint: '' })
  const back = await here.describe('node.uncordon', { object: refOf('Node', 'binder-02') })
  expect(back.breaks[0]).toContain('The image cleaner keeps pods away')
})

const onNode = [
  session('a'),
  session('b'),
  part('hub-5d-1', 'hub'),
  examplePod('dind-x', { owner: { kind: 'DaemonSet', name: 'binder-dind' } }),
  examplePod('etcd-binder-01', { owner: { kind: 'Node', name: 'binder-01' } }),
  examplePod('elsewhere', { node: 'binder-02' }),
]

it('a drain says whose sessions end, what cannot move and what stays', async () => {
  const here = start(onNode, { '/api/v1/nodes': nodes(node('binder-01')) })
  const blast = await here.describe('node.drain', { object: only, minutes: 5 })
  expect(blast.breaks[0]).toBe('It ends 2 sessions: no other node takes a session over.')
  expect(blast.breaks.at(-1)).toBe(
    'No other node takes pods: 1 pod of BinderHub and others cannot move and wait until binder-01 is uncordoned.',
  )
  expect(blast.typed?.word).toBe('binder-01')
  expect(blast.goes.map(({ object }) => object.name)).toEqual(['a', 'b', 'hub-5d-1'])
  expect(blast.stays.map(({ object, note }) => [object.name, note])).toEqual([
    ['dind-x', 'of a daemon set'],
    ['etcd-binder-01', "of the node's own files"],
  ])
  expect(blast.restarts).toEqual([])
})

it('a drain cordons first, then asks budgets for each pod, and leaves daemons alone', async () => {
  const here = start(onNode, { '/api/v1/nodes': nodes(node('binder-01'), node('binder-02')) })
  const { fingerprint, restarts } = await here.describe('node.drain', { object: only, minutes: 5 })
  expect(restarts).toEqual(['Deployment hub makes a new one'])
  await expect(here.perform('node.drain', { object: only, minutes: 5, fingerprint })).rejects.toMatchObject({
    field: 'typed',
  })
  expect(changes(here)).toEqual([])
  const { id } = (await here.perform('node.drain', {
    object: only,
    minutes: 5,
    fingerprint,
    typed: 'binder-01',
  })) as DeletionRow
  for (const uid of ['a', 'b', 'hub-5d-1']) here.table.delete(uid)
  await expect.poll(() => here.tables.deletions.get(id)?.counts.gone).toBe(3)
  expect(changes(here).map(([method, path]) => `${method} ${path}`)).toEqual([
    'PATCH /api/v1/nodes/binder-01?fieldManager=bindery',
    ...['a', 'b', 'hub-5d-1'].map((name) => `POST /api/v1/namespaces/binder/pods/${name}/eviction`),
  ])
  expect(changes(here)[1]?.[2]).toMatchObject({ deleteOptions: { preconditions: { uid: 'a' } } })
})
