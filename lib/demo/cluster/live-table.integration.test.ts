import { expect, it, vi } from 'vitest'
import type { PodRow } from '../../shared/pod-row.ts'
import { practiceCluster } from '../../testing/practice-cluster.ts'

it('feeds the live table of pods as a real API does', async () => {
  const { tables, root, close } = await practiceCluster()
  try {
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
    await close()
  }
})
