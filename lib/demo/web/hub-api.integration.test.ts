import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openHubs } from '../../server/hub/open-hubs.ts'
import { type Stopped, sessionStopper } from '../../server/hub/stop-session.ts'
import type { HubSessionRow } from '../../shared/hub-session-row.ts'
import type { PodRow } from '../../shared/pod-row.ts'
import { type PracticeCluster, practiceCluster } from '../../testing/practice-cluster.ts'

const signal = new AbortController().signal
let practice: PracticeCluster
let link: PracticeCluster['link']
let tables: PracticeCluster['tables']
let root: PracticeCluster['root']

beforeAll(async () => {
  practice = await practiceCluster()
  ;({ link, tables, root } = practice)
  await root(`/snap/bin/microk8s enable hostpath-storage
/snap/bin/microk8s helm upgrade binder binderhub --install --namespace binder --create-namespace --repo https://jupyterhub.github.io/helm-chart/ --version 1.0.0-0.dev.git.3941.h9056a226`)
})
afterAll(() => practice.close())

const podsOf = (view: { table: { rows(): object[] } }) =>
  (view.table.rows() as PodRow[]).filter(({ session }) => session !== null)

/** Those who are in, whoever came last first. */
const readyOf = (view: { table: { rows(): object[] } }) =>
  podsOf(view)
    .filter(({ ready, deletingAt }) => ready.is === 1 && deletingAt === null)
    .toSorted((one, other) => other.createdAt - one.createdAt)

/** Stops a session as the console does, and gives what a person is told of how. */
async function stop({ namespace, name, uid, session }: PodRow): Promise<Stopped> {
  const stopOne = sessionStopper({
    cluster: tables.cluster('srv'),
    hubs: openHubs(tables.cluster('srv'), link),
  })
  const pod = { kind: 'Pod' as const, namespace, name, uid }
  return await stopOne({ pod, person: session?.person ?? '', server: '' }, signal)
}

it('knows the same people as the cluster, and stops one when it is asked to', async () => {
  const pods = tables.view('srv', 'pods')
  const view = tables.view('srv', 'sessions')
  const people = () => podsOf(pods)
  await vi.waitFor(() => expect(people().length).toBeGreaterThan(2), 60_000)
  await vi.waitFor(() => expect(view.table.rows().length).toBeGreaterThan(0), 60_000)
  const rows = view.table.rows() as HubSessionRow[]
  const known = new Set(people().map(({ session }) => session?.person))
  expect(rows.filter(({ person }) => known.has(person)).length).toBeGreaterThan(0)
  expect(rows.every(({ lastActivityAt }) => lastActivityAt !== null)).toBe(true)

  const [hub] = await openHubs(tables.cluster('srv'), link).all(signal)
  // People leave by themselves, and the hub is asked only now and then: whoever came last is met sooner or later.
  const person = await vi.waitFor(async () => {
    const [youngest] = readyOf(pods)
    const person = youngest?.session?.person
    const path = `/users/${person}/server`
    expect(await hub?.ask({ method: 'DELETE', path, signal })).toMatchObject({ status: 204 })
    expect(await hub?.ask({ method: 'DELETE', path, signal })).toMatchObject({ status: 404 })
    return person
  }, 30_000)
  await vi.waitFor(() => expect(people().map(({ session }) => session?.person)).not.toContain(person))
  pods.release()
  view.release()
})

it('stops a session by the hub, and by its pod while the hub is away', async () => {
  const pods = tables.view('srv', 'pods')
  const ready = () => readyOf(pods)
  const isGone = async ({ uid }: PodRow) =>
    await vi.waitFor(() => expect(pods.table.get(uid)).toBeUndefined(), 20_000)
  await vi.waitFor(() => expect(ready().length).toBeGreaterThan(1), 60_000)

  const first = await vi.waitFor(async () => {
    const [youngest] = ready()
    if (!youngest) throw new Error('nobody is there')
    expect(await stop(youngest)).toEqual({ asked: { is: 'accepted' }, note: null })
    return youngest
  }, 30_000)
  await isGone(first)
  expect(await stop(first)).toEqual({ asked: { is: 'gone-before' }, note: null })

  // Nobody comes without a hub, so that whoever is there stays.
  await root('/snap/bin/microk8s kubectl scale deployment hub -n binder --replicas 0')
  const hubs = () => (pods.table.rows() as PodRow[]).filter(({ labels }) => labels.component === 'hub')
  await vi.waitFor(() => expect(hubs()).toEqual([]), 20_000)
  const [second] = ready()
  if (!second) throw new Error('nobody is there')
  expect(await stop(second)).toEqual({
    asked: { is: 'accepted' },
    note: 'The hub does not answer. Its pod was deleted instead.',
  })
  await isGone(second)
  pods.release()
})
