import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DeletionObjectRow, DeletionRow } from '../../shared/deletion-row.ts'
import { type HubSessionRow, sessionKey } from '../../shared/hub-session-row.ts'
import type { ObjectRef } from '../../shared/object-ref.ts'
import type { PodRow } from '../../shared/pod-row.ts'
import type { StopBlast } from '../../shared/sessions-api.ts'
import { examplePod } from '../../testing/example-pod.ts'
import { fakeClusters } from '../../testing/fake-clusters.ts'
import { FakeHub, hubObjects } from '../../testing/fake-hub.ts'
import type { Actor, Call } from '../actions/action.ts'
import { Commit } from '../actions/commit.ts'
import { Deletions } from '../kube/deleting/deletions.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { createLiveTable } from '../tables/live-table.ts'
import { sessionActions } from './session-actions.ts'

const MINUTE = 60_000
const mara: Actor = { personId: 'm', name: 'Mara', role: 'administrator', sessionId: 's', address: '' }
const ROS = 'https://github.com/robolab/ros2-intro'
const ARMS = 'https://gitlab.com/lab/arms'

const session = (person: string, url = ROS): PodRow =>
  examplePod(`jupyter-${person}`, {
    labels: { component: 'singleuser-server' },
    session: { person, server: '' },
    repository: { url, ref: 'main' },
    createdAt: Date.now() - 90 * MINUTE,
  })
const refOf = ({ name, uid, namespace }: PodRow): ObjectRef => ({ kind: 'Pod', namespace, name, uid })

let hub: FakeHub
beforeEach(async () => {
  hub = await FakeHub.start()
})
afterEach(() => hub.stop())

/** A cluster with these sessions, and the hub that has them; `idle`: minutes by person. */
function start(pods: PodRow[], idle: Record<string, number> = {}) {
  const gone = new Set<string>()
  const { service, secret } = hubObjects('binder', hub.token)
  const fake = fakeClusters(pods, ({ method, path }) => {
    if (path.startsWith('/api/v1/services')) return { items: [service] }
    if (path.endsWith('/secrets/hub')) return secret
    const name = path.split('/').at(-1) ?? ''
    const pod = pods.find((one) => one.name === name)
    if (!pod || gone.has(name)) return undefined
    if (method === 'DELETE') {
      gone.add(name)
      fake.table.delete(pod.uid)
      return {}
    }
    return { metadata: { uid: pod.uid, name, namespace: 'binder', resourceVersion: '1' } }
  })
  const sessions = createLiveTable<HubSessionRow>({ keyOf: ({ key }) => key })
  let problem: { code: 'hub_unreachable'; message: string } | null = null
  for (const { session: who } of pods) {
    if (who === null) continue
    const { person } = who
    hub.add(person)
    sessions.put({
      ...{ key: sessionKey('binder', person, ''), namespace: 'binder', person, server: '', state: 'ready' },
      ...{ startedAt: 1, lastActivityAt: Date.now() - (idle[person] ?? 1) * MINUTE },
    })
  }
  const pod = (person: string) => pods.find((one) => one.session?.person === person)
  // What the hub stops goes from the cluster too, as it does in one.
  hub.onStop = (person) => {
    const stopped = pod(person)
    if (!stopped) return
    gone.add(stopped.name)
    fake.table.delete(stopped.uid)
  }
  const view: typeof fake.clusters.view = (server, table) => ({
    ...fake.clusters.view(server, table),
    ...(table === 'sessions'
      ? {
          table: sessions as never,
          upstream: () => ({ state: problem === null ? ('live' as const) : 'stale', since: 1, problem }),
          onUpstream: () => () => {},
        }
      : {}),
  })
  const clusters = { ...fake.clusters, view }
  const tables = {
    deletions: createLiveTable<DeletionRow>({ keyOf: ({ id }) => id }),
    deletionObjects: createLiveTable<DeletionObjectRow>({ keyOf: ({ id }) => id }),
  }
  const deletions = new Deletions({
    clusters,
    tables,
    log: () => {},
    patience: { everyMs: 5, followMs: 2_000 },
  })
  const actions = sessionActions({
    clusters,
    deletions,
    linkOf: () => hub.link as unknown as ServerLink,
    serverName: () => 'binder-01',
  })
  const action = (name: string) => actions.find((one) => one.name === name)
  const call = (input: object): Call<unknown> => ({
    actor: mara,
    input: { fingerprint: '', typed: '', ...input },
    params: { server: 'srv' },
    signal: new AbortController().signal,
  })
  return {
    ...fake,
    sessions,
    hubIsAway() {
      problem = { code: 'hub_unreachable', message: 'The hub does not answer.' }
      hub.down = true
    },
    describe: async (name: string, input: object) =>
      (await action(name)?.describe?.(call(input))) as StopBlast,
    async perform(name: string, input: object) {
      const done = await action(name)?.perform(call(input))
      if (!(done instanceof Commit)) throw new Error('It was not committed.')
      const row = done.afterwards(done.work()) as DeletionRow
      await expect.poll(() => tables.deletions.get(row.id)?.endedAt).not.toBeNull()
      return { row, objects: tables.deletionObjects.rows() }
    },
  }
}

const people = (blast: StopBlast) => blast.goes.map(({ object }) => object.name)
const podDeletes = ({ calls }: ReturnType<typeof start>) =>
  calls.filter(({ method }) => method === 'DELETE').map(({ path, body }) => [path, body])

it('says who would be stopped, and stops them by the hub alone', async () => {
  const pods = [session('ann'), session('bob', ARMS), session('eve')]
  const here = start(pods, { ann: 41, bob: 70 })
  const chosen = pods.slice(0, 2).map(refOf)
  const blast = await here.describe('session.stop', { pods: chosen })
  expect(blast).toMatchObject({
    sentence:
      'Ends the unsaved work of 2 people on 2 repositories, idle for 41 min to 1 h 10 min. Frees 2 seats.',
    breaks: [
      '2 people lose their session on robolab/ros2-intro and gitlab.com/lab/arms, and all that was not saved elsewhere',
    ],
    keeps: ['hub, proxy, binder and the sessions of 1 other person'],
    runs: [
      'DELETE http://hub:8081/hub/api/users/ann/server',
      'DELETE http://hub:8081/hub/api/users/bob/server',
    ],
    fingerprint: 'people=2',
  })
  const { row, objects } = await here.perform('session.stop', {
    pods: chosen,
    fingerprint: blast.fingerprint,
  })
  expect(row.title).toBe('Stop 2 sessions')
  expect(objects.map(({ state, note }) => [state.is, note])).toEqual([
    ['gone', null],
    ['gone', null],
  ])
  expect([...hub.users.keys()]).toEqual(['eve'])
  expect(podDeletes(here)).toEqual([])
})

it('warns of somebody who was just there, and asks again when somebody came back meanwhile', async () => {
  const pods = [session('ann'), session('bob')]
  const here = start(pods, { ann: 2, bob: 41 })
  const chosen = pods.map(refOf)
  const { breaks, fingerprint } = await here.describe('session.stop', { pods: chosen })
  expect(breaks[1]).toBe('one of them was there in the last 10 minutes, and may be at work')
  const bob = here.sessions.get('binder/bob/')
  if (bob) here.sessions.put({ ...bob, lastActivityAt: Date.now() })
  await expect(here.perform('session.stop', { pods: chosen, fingerprint })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(hub.users.size).toBe(2)
})

it('deletes the pods by uid where the hub is away, and says so before and after', async () => {
  const pods = [session('ann'), session('bob')]
  const here = start(pods)
  here.hubIsAway()
  const chosen = pods.map(refOf)
  const { breaks, runs, fingerprint } = await here.describe('session.stop', { pods: chosen })
  expect(breaks.at(-2)).toMatch(/^The hub does not answer\. The pods are deleted instead/)
  expect(runs[0]).toBe(
    'DELETE /api/v1/namespaces/binder/pods/jupyter-ann {"preconditions":{"uid":"jupyter-ann"}}',
  )
  const { objects } = await here.perform('session.stop', { pods: chosen, fingerprint })
  expect(objects.map(({ state, note }) => [state.is, note])).toEqual([
    ['gone', 'The hub does not answer. Its pod was deleted instead.'],
    ['gone', 'The hub does not answer. Its pod was deleted instead.'],
  ])
  expect(podDeletes(here)[0]).toMatchObject([
    '/api/v1/namespaces/binder/pods/jupyter-ann',
    { preconditions: { uid: 'jupyter-ann' } },
  ])
})

it.each([
  [404, 'The hub does not know this session. Its pod was deleted instead.'],
  [400, 'The hub does not stop what is only just starting. Its pod was deleted instead.'],
])('deletes the pod where the hub answers %i', async (status, says) => {
  const pods = [session('ann')]
  const here = start(pods)
  hub.stops = status
  const { objects } = await here.perform('session.stop', {
    pods: pods.map(refOf),
    fingerprint: 'people=1 busy=1',
  })
  expect(objects.map(({ state, note }) => [state.is, note])).toEqual([['gone', says]])
})

it('stops all of a repository, and nobody of another', async () => {
  const pods = [session('ann'), session('bob', ARMS), session('eve')]
  const here = start(pods)
  const input = { repository: ROS, pods: pods.map(refOf) }
  const blast = await here.describe('sessions.stop-repository', input)
  expect(people(blast)).toEqual(['jupyter-ann', 'jupyter-eve'])
  expect(blast.stays).toMatchObject([
    { object: { name: 'jupyter-bob' }, why: 'It is of another repository.' },
  ])
  const { row } = await here.perform('sessions.stop-repository', { ...input, fingerprint: blast.fingerprint })
  expect(row.title).toBe('Stop 2 sessions of robolab/ros2-intro')
  expect([...hub.users.keys()]).toEqual(['bob'])
})

it('stops who was shown as idle, leaves who came back, and nobody else', async () => {
  const pods = [session('ann'), session('bob'), session('eve')]
  const here = start(pods, { ann: 41, bob: 70, eve: 90 })
  const shown = { minutes: 30, pods: pods.slice(0, 2).map(refOf) }
  const { fingerprint, sentence } = await here.describe('sessions.stop-idle', shown)
  expect(sentence).toContain('2 people')
  const bob = here.sessions.get('binder/bob/')
  if (bob) here.sessions.put({ ...bob, lastActivityAt: Date.now() })
  const { row } = await here.perform('sessions.stop-idle', { ...shown, fingerprint })
  expect(row.title).toBe('Stop 1 session idle for more than 30 min')
  expect([...hub.users.keys()]).toEqual(['bob', 'eve'])
})

it('does not guess who is idle while the hub is away', async () => {
  const pods = [session('ann')]
  const here = start(pods, { ann: 41 })
  here.hubIsAway()
  await expect(
    here.describe('sessions.stop-idle', { minutes: 30, pods: pods.map(refOf) }),
  ).rejects.toMatchObject({ code: 'hub_unreachable' })
})

it('stops nothing that is no session, and says who is gone', async () => {
  const proxy = examplePod('proxy-1', { labels: { component: 'proxy' } })
  const ann = session('ann')
  const here = start([ann, proxy])
  await expect(here.describe('session.stop', { pods: [refOf(proxy)] })).rejects.toMatchObject({
    code: 'invalid_input',
  })
  const before = { ...refOf(ann), uid: 'of-before' }
  expect(await here.describe('session.stop', { pods: [before] })).toMatchObject({
    sentence: 'Nobody of them is there any more.',
    goes: [],
    stays: [{ why: 'It is gone already.' }],
  })
  await expect(here.perform('session.stop', { pods: [before] })).rejects.toMatchObject({ code: 'conflict' })
  expect(hub.users.size).toBe(1)
})
