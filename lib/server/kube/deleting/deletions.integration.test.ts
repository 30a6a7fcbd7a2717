import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PracticeServer, startPracticeServer } from '../../../demo/practice-server.ts'
import type { DeletionObjectRow, DeletionRow, DeletionState } from '../../../shared/deletion-row.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { practiceLink } from '../../../testing/practice-link.ts'
import type { Link } from '../../ssh/link.ts'
import { createLiveTable } from '../../tables/live-table.ts'
import { type ClusterTables, createClusterTables } from '../cluster-tables.ts'
import { claimSize } from './claim-size.ts'
import type { DeletionTables } from './deletion.ts'
import { Deletions } from './deletions.ts'

// On the practice server, whose API keeps Kubernetes' rules of deletion; e2e/deleting.spec.ts has the real one.

const NAMESPACE = 'gone'
const KUBECTL = `/snap/bin/microk8s kubectl -n ${NAMESPACE}`

describe('deletions', () => {
  let server: PracticeServer
  let link: Link
  let clusters: ClusterTables
  let tables: DeletionTables
  let deletions: Deletions
  const logged: string[] = []

  beforeAll(async () => {
    server = await startPracticeServer({ keep: { load: () => null, save: () => {} }, speed: 200 })
    link = await practiceLink(server)
    clusters = createClusterTables(() => link)
    await root(
      'snap install microk8s --classic --channel=1.32/stable; /snap/bin/microk8s status --wait-ready',
    )
    await root(`/snap/bin/microk8s kubectl create namespace ${NAMESPACE}`)
  })
  afterAll(async () => {
    clusters.close()
    await link.close()
    await server.stop()
  })
  beforeEach(async () => {
    await deletions?.close()
    tables = {
      deletions: createLiveTable<DeletionRow>({ keyOf: ({ id }) => id }),
      deletionObjects: createLiveTable<DeletionObjectRow>({ keyOf: ({ id }) => id }),
    }
    const patience = { everyMs: 50, followMs: 20_000 }
    deletions = new Deletions({ clusters, tables, patience, log: (line) => logged.push(line) })
    return () => expect(logged).toEqual([])
  })

  async function root(script: string): Promise<string> {
    const { code, stdout, stderr } = await link.exec({ script, as: 'root', deadlineMs: 30_000 })
    if (code !== 0) throw new Error(`${script}: ${stderr}`)
    return stdout.toString()
  }

  async function refOf(kind: 'Pod' | 'PersistentVolumeClaim', name: string): Promise<ObjectRef> {
    const uid = await root(`${KUBECTL} get ${kind} ${name} -o jsonpath='{.metadata.uid}'`)
    return { kind, namespace: NAMESPACE, name, uid: uid.trim() }
  }

  async function runPods(...names: string[]): Promise<ObjectRef[]> {
    const manifests = names.map((name) =>
      manifest('v1', 'Pod', name, { containers: [{ name: 'main', image: 'a' }] }),
    )
    return await create(...manifests)
  }

  async function create(...manifests: { kind: string; metadata: { name: string } }[]): Promise<ObjectRef[]> {
    await root(
      `${KUBECTL} apply -f - <<'END'\n${manifests.map((one) => JSON.stringify(one)).join('\n---\n')}\nEND`,
    )
    return await Promise.all(
      manifests.map(({ kind, metadata }) => refOf(kind as 'Pod' | 'PersistentVolumeClaim', metadata.name)),
    )
  }

  function manifest(apiVersion: string, kind: string, name: string, spec: object, metadata: object = {}) {
    return { apiVersion, kind, metadata: { name, namespace: NAMESPACE, ...metadata }, spec }
  }

  function start(
    objects: readonly ObjectRef[],
    how: Parameters<Deletions['start']>[0]['how'] = { is: 'delete' },
  ): string {
    const what = objects.map((object) => ({ object, what: 'pod' }))
    return deletions.start({
      serverId: 's',
      serverName: 'srv',
      title: 'Delete',
      by: 'Mara',
      objects: what,
      how,
    }).id
  }

  const statesOf = (id: string): DeletionState[] =>
    tables.deletionObjects
      .rows()
      .filter(({ deletion }) => deletion === id)
      .map(({ state }) => state)

  async function ended(id: string): Promise<DeletionRow> {
    await vi.waitFor(() => expect(tables.deletions.get(id)?.endedAt).not.toBeNull(), {
      timeout: 15_000,
      interval: 20,
    })
    return tables.deletions.get(id) as DeletionRow
  }

  it('sees every pod to its end', async () => {
    const pods = await runPods('one', 'two', 'three')
    const id = start(pods)
    const row = await ended(id)
    expect(statesOf(id)).toEqual([{ is: 'gone' }, { is: 'gone' }, { is: 'gone' }])
    expect(row).toMatchObject({
      serverName: 'srv',
      by: 'Mara',
      counts: { all: 3, gone: 3, ending: 0, trouble: 0 },
    })
    expect((await root(`${KUBECTL} get pods --no-headers`)).trim()).toBe('')
  })

  it('never hits a namesake that was born meanwhile', async () => {
    const [old] = (await runPods('again')) as [ObjectRef]
    await root(`${KUBECTL} delete pod again --force --grace-period=0`)
    const [young] = (await runPods('again')) as [ObjectRef]
    expect(young.uid).not.toBe(old.uid)
    const [stays] = (await runPods('stays')) as [ObjectRef]
    const id = start([old, stays])
    await ended(id)
    expect(statesOf(id)).toEqual([{ is: 'replaced' }, { is: 'gone' }])
    expect(await refOf('Pod', 'again')).toEqual(young)
  })

  it('what is gone already is said to be so', async () => {
    const [pod] = (await runPods('fast')) as [ObjectRef]
    await root(`${KUBECTL} delete pod fast --force --grace-period=0`)
    const id = start([pod])
    await ended(id)
    expect(statesOf(id)).toEqual([{ is: 'gone-before' }])
  })

  it('a claim in use waits, names its pod, and goes with it', async () => {
    const [claim] = (await create(
      manifest('v1', 'PersistentVolumeClaim', 'data', { resources: { requests: { storage: '1Gi' } } }),
    )) as [ObjectRef]
    const [pod] = (await create(
      manifest('v1', 'Pod', 'user', {
        containers: [{ name: 'main', image: 'a' }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      }),
    )) as [ObjectRef]
    const id = start([claim])
    await vi.waitFor(() => {
      expect(statesOf(id)).toEqual([
        { is: 'kept-up', why: expect.stringContaining('user uses it.'), force: false, holders: [pod] },
      ])
    }, 10_000)
    expect(tables.deletions.get(id)?.counts).toMatchObject({ trouble: 1 })
    await ended(start([pod]))
    await ended(id)
    expect(statesOf(id)).toEqual([{ is: 'gone' }])
  })

  it('a budget holds a pod back until another is ready, and no longer than asked', async () => {
    const labels = { app: 'guarded' }
    await root(
      `${KUBECTL} apply -f - <<'END'\n${JSON.stringify(manifest('policy/v1', 'PodDisruptionBudget', 'guard', { minAvailable: 1, selector: { matchLabels: labels } }))}\nEND`,
    )
    const [pod] = (await create(
      manifest('v1', 'Pod', 'guarded-1', { containers: [{ name: 'main', image: 'a' }] }, { labels }),
    )) as [ObjectRef]
    await vi.waitFor(async () =>
      expect(await root(`${KUBECTL} get pod guarded-1 -o jsonpath='{.status.phase}'`)).toBe('Running'),
    )
    await vi.waitFor(async () =>
      expect(await root(`${KUBECTL} get pod guarded-1 --no-headers`)).toContain('1/1'),
    )
    const late = start([pod], { is: 'evict', deadline: Date.now() + 1_000 })
    await ended(late)
    expect(statesOf(late)).toEqual([
      {
        is: 'refused',
        problem: expect.objectContaining({ said: expect.stringContaining('disruption budget') }),
      },
    ])
    const id = start([pod], { is: 'evict', deadline: Date.now() + 60_000 })
    await vi.waitFor(() => expect(statesOf(id)).toMatchObject([{ is: 'held-back' }]))
    await create(
      manifest('v1', 'Pod', 'guarded-2', { containers: [{ name: 'main', image: 'a' }] }, { labels }),
    )
    await ended(id)
    expect(statesOf(id)).toEqual([{ is: 'gone' }])
  })

  it('one that finalizers hold says which, and goes when they are taken away', async () => {
    const [pod] = (await create(
      manifest(
        'v1',
        'Pod',
        'held',
        { containers: [{ name: 'main', image: 'a' }], terminationGracePeriodSeconds: 0 },
        {
          finalizers: ['example.org/archive'],
        },
      ),
    )) as [ObjectRef]
    const id = start([pod])
    await vi.waitFor(() => expect(statesOf(id)).toMatchObject([{ is: 'ending' }]))
    await root(`${KUBECTL} patch pod held --type=merge -p '{"metadata":{"finalizers":[]}}'`)
    await ended(id)
    expect(statesOf(id)).toEqual([{ is: 'gone' }])
  })

  it('counts a volume on the disk of the server', async () => {
    expect(await claimSize(link, '/var/snap/microk8s/common', AbortSignal.timeout(20_000))).toMatchObject({
      is: 'known',
    })
    expect(await claimSize(link, '/var/none', AbortSignal.timeout(20_000))).toMatchObject({ is: 'unknown' })
  })
})
