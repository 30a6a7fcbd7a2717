import { expect, it } from 'vitest'
import type { EditBlast } from '../../../shared/edit-object-api.ts'
import type { ObjectKind, ObjectRef } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { examplePod } from '../../../testing/example-pod.ts'
import { fakeClusters } from '../../../testing/fake-clusters.ts'
import type { Actor, Call } from '../../actions/action.ts'
import { hide } from './hide.ts'
import { objectActions } from './object-actions.ts'

const mara: Actor = { personId: 'm', name: 'Mara', role: 'administrator', sessionId: 's', address: '' }
const refOf = (kind: ObjectKind, name: string, namespace: string | null = 'binder'): ObjectRef => ({
  kind,
  namespace,
  name,
  uid: `uid-${name}`,
})
const hub = refOf('Deployment', 'hub')
const hubPath = '/apis/apps/v1/namespaces/binder/deployments/hub'

const deployment = (image: string, version = '7') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'hub',
    namespace: 'binder',
    uid: 'uid-hub',
    resourceVersion: version,
    generation: 3,
    managedFields: [{ manager: 'helm' }],
    annotations: { 'meta.helm.sh/release-name': 'binder' },
  },
  spec: {
    replicas: 1,
    template: {
      metadata: { labels: { component: 'hub' } },
      spec: { containers: [{ name: 'hub', image, env: [{ name: 'PGPASSWORD', value: 'ab12' }] }] },
    },
  },
  status: { readyReplicas: 1 },
})

/** A cluster with one object, which takes what it is given as far as `takes` says. */
function start(object: object & { metadata: object }, takes: { status: number; body: object } | null = null) {
  const hubPod = examplePod('hub-5d-1', {
    labels: { component: 'hub', 'pod-template-hash': '5d' },
    owner: { kind: 'ReplicaSet', name: 'hub-5d' },
  })
  const pods: PodRow[] = [hubPod, examplePod('a', { labels: { component: 'singleuser-server' } })]
  const fake = fakeClusters(pods, ({ method, body }) => {
    if (method === 'GET') return object
    return takes ?? { ...body, metadata: { ...object.metadata, resourceVersion: '8' } }
  })
  const [apply] = objectActions({ clusters: fake.clusters, serverName: () => 'binder-01' })
  const call = (ref: ObjectRef, edited: object, more: object = {}): Call<unknown> => ({
    actor: mara,
    input: { object: ref, resourceVersion: '7', edited, fingerprint: '', typed: '', ...more },
    params: { server: 'srv' },
    signal: new AbortController().signal,
  })
  return {
    ...fake,
    describe: async (...given: Parameters<typeof call>) =>
      (await apply?.describe?.(call(...given))) as EditBlast,
    perform: async (...given: Parameters<typeof call>) => await apply?.perform(call(...given)),
    target: (...given: Parameters<typeof call>) => apply?.target(call(...given)),
  }
}

/** What a person sees, and what they make of it. */
const edited = (object: object, change: (text: string) => string) =>
  JSON.parse(change(JSON.stringify(hide({ ...object }).object))) as object

const puts = ({ calls }: ReturnType<typeof start>) => calls.filter(({ method }) => method === 'PUT')

it('lets the cluster try it first, and says what follows', async () => {
  const here = start(deployment('hub:1'))
  const blast = await here.describe(
    hub,
    edited(deployment('hub:1'), (text) => text.replace('hub:1', 'hub:2')),
  )
  expect(puts(here).map(({ path }) => path)).toEqual([`${hubPath}?fieldManager=bindery&dryRun=All`])
  expect(blast).toMatchObject({
    runs: [`PUT ${hubPath} (only while it is at version 7)`],
    restarts: ['Deployment hub: 1 pod, each ends when its new one is ready'],
    undo: expect.stringContaining('The next upgrade of binder overwrites it'),
    typed: null,
  })
  expect(JSON.stringify(blast.before)).toContain('hub:1')
  expect(JSON.stringify(blast.after)).toContain('hub:2')
  expect(JSON.stringify([blast.before, blast.after])).not.toMatch(
    /ab12|generation|managedFields|readyReplicas/,
  )
  expect(here.target(hub, {})).toBe('binder-01: Deployment binder/hub')
})

it('then writes the whole object, hidden values as they were, for this state alone', async () => {
  const here = start(deployment('hub:1'))
  const text = edited(deployment('hub:1'), (text) => text.replace('hub:1', 'hub:2'))
  const blast = await here.describe(hub, text)
  expect(await here.perform(hub, text, { fingerprint: blast.fingerprint })).toEqual({ resourceVersion: '8' })
  const [, , last] = puts(here)
  expect(last?.path).toBe(`${hubPath}?fieldManager=bindery`)
  expect(last?.body).toMatchObject({
    metadata: { uid: 'uid-hub', resourceVersion: '7' },
    spec: { template: { spec: { containers: [{ image: 'hub:2', env: [{ value: 'ab12' }] }] } } },
  })
})

it('restarts nothing where only the number of pods is another', async () => {
  const here = start(deployment('hub:1'))
  const blast = await here.describe(
    hub,
    edited(deployment('hub:1'), (text) => text.replace('"replicas":1', '"replicas":2')),
  )
  expect(blast).toMatchObject({ restarts: [], breaks: [], sentence: 'Nothing restarts.' })
})

it('writes over nothing that was changed meanwhile', async () => {
  const before = start(deployment('hub:1', '9'))
  await expect(before.perform(hub, edited(deployment('hub:1'), String))).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('was changed since you began'),
  })
  expect(puts(before)).toEqual([])
  const meanwhile = start(deployment('hub:1'), {
    status: 409,
    body: { message: 'the object has been modified' },
  })
  await expect(meanwhile.perform(hub, edited(deployment('hub:1'), String))).rejects.toMatchObject({
    code: 'conflict',
    said: 'the object has been modified',
  })
})

it('tells an object that is gone, or is another by now', async () => {
  const other = { ...hub, uid: 'uid-of-before' }
  await expect(start(deployment('hub:1')).describe(other, deployment('hub:1'))).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('not there any more'),
  })
})

it('gives the cluster’s own words where it does not take it', async () => {
  const said =
    'Deployment.apps "hub" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0'
  const here = start(deployment('hub:1'), { status: 422, body: { message: said } })
  await expect(here.describe(hub, edited(deployment('hub:1'), String))).rejects.toMatchObject({
    code: 'invalid_input',
    said,
  })
})

it.each<[string, (text: string) => string, string]>([
  ['kind', (text) => text.replace('"Deployment"', '"Pod"'), 'kind has to stay Deployment'],
  [
    'name',
    (text) => text.replace('"name":"hub","namespace"', '"name":"hob","namespace"'),
    'metadata.name has to',
  ],
  ['namespace', (text) => text.replace('"binder"', '"default"'), 'metadata.namespace has to stay binder'],
  ['uid', (text) => text.replace('uid-hub', 'uid-x'), 'metadata.uid has to stay'],
  ['version', (text) => text.replace('apps/v1', 'v1'), 'apiVersion has to stay apps/v1'],
  ['all of it', () => '{}', 'metadata has to stay'],
])('does not let it become another object: %s', async (_, change, message) => {
  const here = start(deployment('hub:1'))
  await expect(here.perform(hub, edited(deployment('hub:1'), change))).rejects.toThrow(message)
  expect(puts(here)).toEqual([])
})

it('edits no secret, whatever it is sent', async () => {
  const secret = {
    kind: 'Secret',
    metadata: { name: 'hub', namespace: 'binder', uid: 'uid-hub', resourceVersion: '7' },
    data: { token: 'YWIxMg==' },
  }
  const here = start(secret)
  await expect(here.perform(refOf('Secret', 'hub'), secret)).rejects.toThrow('A secret cannot be edited here')
  expect(puts(here)).toEqual([])
})

it('asks for the name where the cluster itself needs it', async () => {
  const dns = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace: 'kube-system', uid: 'uid-coredns', resourceVersion: '7' },
    data: { Corefile: '.:53 {}' },
  }
  const ref = refOf('ConfigMap', 'coredns', 'kube-system')
  const here = start(dns)
  expect(await here.describe(ref, dns)).toMatchObject({
    typed: { word: 'coredns' },
    breaks: [expect.stringContaining('within a minute or two')],
  })
  await expect(here.perform(ref, dns)).rejects.toMatchObject({ code: 'invalid_input', field: 'typed' })
  await here.perform(ref, dns, { typed: 'coredns' })
  expect(puts(here).at(-1)?.path).not.toContain('dryRun')
})
