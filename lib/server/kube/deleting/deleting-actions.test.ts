import { expect, it } from 'vitest'
import type { DeletingBlast } from '../../../shared/deleting-api.ts'
import type { DeletionObjectRow, DeletionRow } from '../../../shared/deletion-row.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { examplePod } from '../../../testing/example-pod.ts'
import { fakeClusters } from '../../../testing/fake-clusters.ts'
import type { Actor, Call } from '../../actions/action.ts'
import { Commit } from '../../actions/commit.ts'
import { createLiveTable } from '../../tables/live-table.ts'
import { deletingActions } from './deleting-actions.ts'
import { Deletions } from './deletions.ts'

const mara: Actor = { personId: 'm', name: 'Mara', role: 'administrator', sessionId: 's', address: '' }
const session = (name: string) => examplePod(name, { labels: { component: 'singleuser-server' } })
const hub = examplePod('hub-1', { labels: { component: 'hub' }, claims: ['hub-db-dir'] })
const proxy = examplePod('proxy-1', { labels: { component: 'proxy' } })
const refOf = ({ name, uid, namespace }: PodRow): ObjectRef => ({ kind: 'Pod', namespace, name, uid })
const claim: ObjectRef = { kind: 'PersistentVolumeClaim', namespace: 'binder', name: 'hub-db-dir', uid: 'c' }

function start(pods: PodRow[], answers?: Parameters<typeof fakeClusters>[1]) {
  const fake = fakeClusters(pods, answers)
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
  const [remove] = deletingActions({ clusters, deletions, serverName: () => 'binder-01' })
  const call = (input: object): Call<unknown> => ({
    actor: mara,
    input: { force: false, fingerprint: '', typed: '', ...input },
    params: { server: 'srv' },
    signal: new AbortController().signal,
  })
  return {
    ...fake,
    tables,
    deletions,
    describe: async (input: object) => (await remove?.describe?.(call(input))) as DeletingBlast,
    perform: async (input: object) => {
      const done = await remove?.perform(call(input))
      if (!(done instanceof Commit)) throw new Error('It was not committed.')
      return done.afterwards(done.work()) as DeletionRow
    },
    target: (input: object) => remove?.target(call(input)),
  }
}

const deletes = ({ calls }: ReturnType<typeof start>) => calls.filter(({ method }) => method === 'DELETE')

it('says what goes before, and deletes exactly that, by uid', async () => {
  const people = [session('a'), session('b'), session('c')]
  const here = start([...people, hub, proxy], ({ method }) => (method === 'DELETE' ? {} : undefined))
  const objects = people.slice(0, 2).map(refOf)
  const blast = await here.describe({ objects })
  expect(blast).toMatchObject({
    sentence: '2 people lose their session now; hub and proxy untouched.',
    fingerprint: 'people=2',
    typed: null,
    goes: [{ what: 'session of a person' }, { what: 'session of a person' }],
    runs: [
      'DELETE /api/v1/namespaces/binder/pods/a {"preconditions":{"uid":"a"}}',
      'DELETE /api/v1/namespaces/binder/pods/b {"preconditions":{"uid":"b"}}',
    ],
  })
  expect(deletes(here)).toEqual([])
  expect(here.target({ objects })).toBe('binder-01: 2 pods: binder/a and binder/b')
  const row = await here.perform({ objects, fingerprint: blast.fingerprint })
  expect(row).toMatchObject({ title: 'Delete 2 pods', by: 'Mara', serverName: 'binder-01' })
  for (const { uid } of objects) here.table.delete(uid)
  await expect.poll(() => here.tables.deletions.get(row.id)?.counts.gone).toBe(2)
  expect(deletes(here).map(({ path, body }) => [path, body])).toEqual(
    ['a', 'b'].map((name) => [
      `/api/v1/namespaces/binder/pods/${name}`,
      expect.objectContaining({ preconditions: { uid: name } }),
    ]),
  )
})

it('refuses when more breaks than was shown, and not when less does', async () => {
  const here = start([session('a'), proxy], ({ method }) => (method === 'DELETE' ? {} : undefined))
  const objects = [refOf(proxy)]
  const { fingerprint } = await here.describe({ objects })
  expect(fingerprint).toBe('binder%2Fproxy=1 disconnected=1')
  here.table.put(session('b'))
  await expect(here.perform({ objects, fingerprint })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('More would break now than you were shown.'),
    hint: expect.stringContaining('Nothing was done'),
  })
  expect(deletes(here)).toEqual([])
  here.table.delete('a')
  here.table.delete('b')
  await here.perform({ objects, fingerprint })
  await here.deletions.close()
})

it('nothing was shown: then whatever breaks is more', async () => {
  const here = start([session('a')])
  await expect(here.perform({ objects: [refOf(session('a'))] })).rejects.toMatchObject({ code: 'conflict' })
  await expect(
    here.perform({ objects: [refOf(session('a'))], fingerprint: 'people=99999999999' }),
  ).rejects.toMatchObject({ code: 'conflict' })
  expect(deletes(here)).toEqual([])
})

it('whatever the page sends, the database of the hub goes in no company and under no other word', async () => {
  const here = start([hub, session('a')], ({ method, path }) =>
    method === 'GET' && path.endsWith('/hub-db-dir')
      ? { metadata: { uid: 'c', name: 'hub-db-dir', resourceVersion: '1' }, spec: {} }
      : undefined,
  )
  const fingerprint = 'PersistentVolumeClaim=1 people=1'
  for (const objects of [
    [claim, refOf(session('a'))],
    [refOf(hub), claim],
    [claim, { ...claim, uid: 'other' }],
  ])
    await expect(here.perform({ objects, fingerprint, typed: 'hub-db-dir' })).rejects.toMatchObject({
      code: 'conflict',
    })
  for (const typed of ['', 'hub', 'yes', '1 claim'])
    await expect(here.perform({ objects: [claim], fingerprint, typed })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'typed',
    })
  expect(deletes(here)).toEqual([])
  expect(await here.describe({ objects: [claim] })).toMatchObject({
    typed: { word: 'hub-db-dir' },
    goes: [{ what: 'database of the hub', note: 'waits until hub-1 has ended' }],
  })
})

it('what was named twice goes once', async () => {
  const here = start([session('a')])
  const object = refOf(session('a'))
  expect((await here.describe({ objects: [object, object, { ...object }] })).goes).toHaveLength(1)
})

it('a namesake is another, and is left alone', async () => {
  const young = { ...session('a'), uid: 'young' }
  const here = start([young], ({ method, path }) =>
    method === 'GET' && path.endsWith('/a')
      ? { metadata: { uid: 'young', name: 'a', resourceVersion: '1' } }
      : undefined,
  )
  const blast = await here.describe({ objects: [refOf(session('a'))] })
  expect(blast.goes[0]?.note).toMatch(/already replaced/)
  expect(blast.sentence).toBe('Nothing of it is there any more.')
  expect(blast.runs).toEqual([])
})

it('a connection that breaks is no answer: nothing more is asked for, and nothing twice', async () => {
  const pods = Array.from({ length: 30 }, (_, index) => session(`p${String(index).padStart(2, '0')}`))
  let broken = false
  const here = start(pods, ({ method, path }) => {
    if (broken) return new Error('read ECONNRESET')
    if (method === 'GET')
      return { metadata: { uid: path.split('/').at(-1), name: 'p', resourceVersion: '1' } }
    if (path.endsWith('p10')) {
      broken = true
      return new Error('read ECONNRESET')
    }
    return {}
  })
  const objects = pods.map(refOf)
  const { fingerprint } = await here.describe({ objects })
  const { id } = await here.perform({ objects, fingerprint })
  const states = () => here.tables.deletionObjects.rows().map(({ state }) => state.is)
  await expect.poll(() => states().filter((is) => is === 'not-asked').length).toBeGreaterThan(10)
  expect(states()[10]).toBe('unknown')
  const asked = deletes(here).map(({ path }) => path)
  expect(new Set(asked).size).toBe(asked.length)
  // It is back: what was not answered is looked at, and is still there.
  broken = false
  for (const { uid } of pods.slice(0, 10)) here.table.delete(uid)
  await expect.poll(() => states()[10]).toBe('there')
  await expect.poll(() => here.tables.deletions.get(id)?.endedAt).not.toBeNull()
  expect(deletes(here)).toHaveLength(asked.length)
})

it('one that is refused does not keep the others', async () => {
  const here = start([session('a'), session('b')], ({ method, path }) => {
    if (method !== 'DELETE') return undefined
    return path.endsWith('/a') ? { status: 403, body: { message: 'pods "a" is forbidden' } } : {}
  })
  const objects = [session('a'), session('b')].map(refOf)
  const { id } = await here.perform({ objects, fingerprint: 'people=2' })
  here.table.delete('b')
  await expect.poll(() => here.tables.deletions.get(id)?.endedAt).not.toBeNull()
  expect(here.tables.deletionObjects.rows().map(({ state }) => state)).toEqual([
    { is: 'refused', problem: expect.objectContaining({ said: 'pods "a" is forbidden' }) },
    { is: 'gone' },
  ])
  expect(here.tables.deletions.get(id)?.counts).toEqual({ all: 2, gone: 1, ending: 0, trouble: 1 })
})

it('stopped: what was not asked for stays', async () => {
  const pods = Array.from({ length: 40 }, (_, index) => session(`p${index}`))
  const here = start(pods, ({ method }) => {
    if (method === 'DELETE' && deletes(here).length === 5) here.deletions.stop('srv', id)
    return method === 'DELETE' ? {} : undefined
  })
  let id = ''
  const row = await here.perform({ objects: pods.map(refOf), fingerprint: 'people=40' })
  id = row.id
  await expect
    .poll(() => here.tables.deletionObjects.rows().some(({ state }) => state.is === 'not-asked'))
    .toBe(true)
  expect(deletes(here).length).toBeLessThan(15)
  expect(() => here.deletions.stop('another', row.id)).toThrow('knows nothing of this deletion')
  await here.deletions.close()
  expect(here.tables.deletionObjects.rows()).toEqual([])
})
