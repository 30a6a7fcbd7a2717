import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openHubs } from '../../server/hub/open-hubs.ts'
import { createClusterTables } from '../../server/kube/cluster-tables.ts'
import type { HubSessionRow } from '../../shared/hub-session-row.ts'
import type { PodRow } from '../../shared/pod-row.ts'
import { practiceLink } from '../../testing/practice-link.ts'
import { startPracticeServer } from '../practice-server.ts'

const signal = new AbortController().signal
let server: Awaited<ReturnType<typeof startPracticeServer>>
let link: Awaited<ReturnType<typeof practiceLink>>
let tables: ReturnType<typeof createClusterTables>

const root = async (script: string) =>
  (await link.exec({ script, as: 'root', deadlineMs: 60_000 })).stdout.toString()

beforeAll(async () => {
  server = await startPracticeServer({ keep: { load: () => null, save: () => {} }, speed: 200 })
  link = await practiceLink(server)
  tables = createClusterTables(() => link)
  await root(`snap install microk8s --classic --channel=1.32/stable
/snap/bin/microk8s status --wait-ready
/snap/bin/microk8s enable hostpath-storage
/snap/bin/microk8s helm upgrade binder binderhub --install --namespace binder --create-namespace --repo https://jupyterhub.github.io/helm-chart/ --version 1.0.0-0.dev.git.3941.h9056a226`)
})
afterAll(async () => {
  tables.close()
  await link.close()
  await server.stop()
})

it('knows the same people as the cluster, and stops one when it is asked to', async () => {
  const pods = tables.view('srv', 'pods')
  const view = tables.view('srv', 'sessions')
  const people = () => (pods.table.rows() as PodRow[]).filter(({ session }) => session !== null)
  await vi.waitFor(() => expect(people().length).toBeGreaterThan(2), 60_000)
  await vi.waitFor(() => expect(view.table.rows().length).toBeGreaterThan(0), 60_000)
  const rows = view.table.rows() as HubSessionRow[]
  const known = new Set(people().map(({ session }) => session?.person))
  expect(rows.filter(({ person }) => known.has(person)).length).toBeGreaterThan(0)
  expect(rows.every(({ lastActivityAt }) => lastActivityAt !== null)).toBe(true)

  const [hub] = await openHubs(tables.cluster('srv'), link).all(signal)
  const ready = rows.find(({ person, state }) => state === 'ready' && known.has(person))
  const path = `/users/${ready?.person}/server`
  expect(await hub?.ask({ method: 'DELETE', path, signal })).toMatchObject({ status: 204 })
  expect(await hub?.ask({ method: 'DELETE', path, signal })).toMatchObject({ status: 404 })
  await vi.waitFor(() => expect(people().map(({ session }) => session?.person)).not.toContain(ready?.person))
  pods.release()
  view.release()
})
