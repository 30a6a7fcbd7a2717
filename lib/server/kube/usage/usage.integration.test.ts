import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UsageRow } from '../../../shared/usage-row.ts'
import { realServer } from '../../../testing/real-server.ts'
import { Link } from '../../ssh/link.ts'
import { type ClusterTables, createClusterTables } from '../cluster-tables.ts'

const server = realServer()

// Needs a server with systemd on which MicroK8s runs: BINDERY_E2E_SERVER. Takes metrics-server as it finds it.
describe.skipIf(server === null)('what a real cluster uses', () => {
  let link: Link
  let tables: ClusterTables

  beforeAll(async () => {
    if (!server) return
    link = new Link({ target: async () => server.target })
    link.open()
    await link.whenOnline({ deadlineMs: 20_000 })
    tables = createClusterTables(() => link)
  })

  afterAll(async () => {
    tables.close()
    await link.close()
  })

  it.each(['pods', 'nodes'] as const)(
    '%s: what kubectl has of metrics.k8s.io, or that nobody measures',
    async (of) => {
      const script = `/snap/bin/microk8s kubectl get --raw /apis/metrics.k8s.io/v1beta1/${of}`
      const view = tables.view('s', of === 'pods' ? 'podUsage' : 'nodeUsage')
      await expect
        .poll(() => view.upstream().state === 'live' || view.upstream().problem?.code, { timeout: 20_000 })
        .toBeTruthy()
      const { code, stdout, stderr } = await link.exec({ script, as: 'root', deadlineMs: 30_000 })
      if (code !== 0) {
        expect(stderr).toContain('NotFound')
        expect(view.upstream().problem?.code).toBe('no_metrics')
        return
      }
      const { items } = JSON.parse(stdout.toString()) as {
        items: { metadata: { name: string; namespace?: string } }[]
      }
      const names = items.map(({ metadata: { namespace, name } }) =>
        namespace ? `${namespace}/${name}` : name,
      )
      const rows = view.table.rows() as UsageRow[]
      expect(rows.map(({ key }) => key).sort()).toEqual(names.sort())
      expect(Math.max(...rows.map(({ memoryBytes }) => memoryBytes))).toBeGreaterThan(1e6)
      expect(rows.every(({ at }) => at > 0)).toBe(true)
      view.release()
    },
  )
})
