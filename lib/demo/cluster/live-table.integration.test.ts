import { expect, it, vi } from 'vitest'
import { createClusterTables } from '../../server/kube/cluster-tables.ts'
import type { PodRow } from '../../shared/pod-row.ts'
import { practiceLink } from '../../testing/practice-link.ts'
import { startPracticeServer } from '../practice-server.ts'

it('feeds the live table of pods as a real API does', async () => {
  const server = await startPracticeServer({ keep: { load: () => null, save: () => {} }, speed: 200 })
  const link = await practiceLink(server)
  const root = async (script: string) =>
    (await link.exec({ script, as: 'root', deadlineMs: 30_000 })).stdout.toString()
  const tables = createClusterTables(() => link)
  try {
    await root(
      'snap install microk8s --classic --channel=1.32/stable; /snap/bin/microk8s status --wait-ready',
    )
    const view = tables.view('srv', 'pods')
    const names = () => (view.table.rows() as PodRow[]).map(({ name }) => name)
    const isLive = () => expect(view.upstream().state).toBe('live')
    await vi.waitFor(isLive, 10_000)
    await vi.waitFor(
      () => expect(names().filter((name) => name.startsWith('coredns-'))).toHaveLength(1),
      10_000,
    )
    const [before] = names().filter((name) => name.startsWith('coredns-'))

    await root(`/snap/bin/microk8s kubectl delete pod -n kube-system ${before}`)
    await vi.waitFor(() => {
      const now = names().filter((name) => name.startsWith('coredns-'))
      expect(now).toHaveLength(1)
      expect(now).not.toContain(before)
    }, 10_000)

    const kubectl = '/snap/bin/microk8s kubectl get pods -A --no-headers | wc -l'
    expect(view.table.rows()).toHaveLength(Number(await root(kubectl)))
    expect(await root(`/snap/bin/microk8s kubectl get --raw '/api/v1/pods?limit=1'`)).toContain(
      '"continue":"1"',
    )
    view.release()
  } finally {
    tables.close()
    await link.close()
    await server.stop()
  }
})
