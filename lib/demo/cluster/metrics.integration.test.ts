import { expect, it, vi } from 'vitest'
import { usageQueries } from '../../server/kube/usage/usage-queries.ts'
import type { PodRow } from '../../shared/pod-row.ts'
import type { UsageHistory, UsageRow } from '../../shared/usage-row.ts'
import { practiceCluster } from '../../testing/practice-cluster.ts'

it('has no figures, then those of metrics-server, then says that it is off again', async () => {
  const { tables, root, close } = await practiceCluster()
  try {
    const pods = tables.view('srv', 'pods')
    const usage = tables.view('srv', 'podUsage')
    await vi.waitFor(() => expect(usage.upstream().problem?.code).toBe('no_metrics'), 10_000)

    await root('/snap/bin/microk8s enable metrics-server')
    const named = (name: string) =>
      (usage.table.rows() as UsageRow[]).find(({ key }) => key.startsWith(`kube-system/${name}-`))
    await vi.waitFor(() => expect(named('coredns')?.memoryBytes).toBeGreaterThan(1e6), {
      timeout: 40_000,
      interval: 200,
    })
    expect(usage.upstream()).toMatchObject({ state: 'live', problem: null })
    const nodes = tables.view('srv', 'nodeUsage')
    await vi.waitFor(() => expect(nodes.table.rows()).toHaveLength(1), 10_000)
    expect((nodes.table.rows()[0] as UsageRow).memoryBytes).toBeGreaterThan(1e9)

    const name = (pods.table.rows() as PodRow[]).find((pod) => pod.name.startsWith('coredns-'))?.name ?? ''
    const [query] = usageQueries({ clusters: tables })
    const params = { server: 'srv', kind: 'Pod', namespace: 'kube-system', name }
    const history = (await query?.answer({ params } as never)) as UsageHistory
    expect(history.memoryBytes.at(-1)).toBeGreaterThan(1e6)

    await root('/snap/bin/microk8s disable metrics-server')
    // Whoever comes anew is told at once; a table that is looked at asks again within 15 s.
    tables.forget('srv')
    const after = tables.view('srv', 'podUsage')
    await vi.waitFor(() => expect(after.upstream().problem?.code).toBe('no_metrics'), 10_000)
    expect(after.table.rows()).toEqual([])
    for (const view of [pods, usage, nodes, after]) view.release()
  } finally {
    await close()
  }
}, 120_000)
