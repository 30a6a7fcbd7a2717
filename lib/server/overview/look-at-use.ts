import type { Amounts } from '../../shared/pod-row.ts'
import type { Cluster } from '../kube/cluster.ts'
import { readUsage } from '../kube/usage/read-usage.ts'

/**
 * What all nodes together use now, by the metrics-server; null where it has not measured yet. Throws what `readUsage` throws,
 * also where there is none.
 */
export async function lookAtUse(cluster: Pick<Cluster, 'get'>, signal: AbortSignal): Promise<Amounts | null> {
  const nodes = await readUsage(cluster, 'nodes', signal)
  if (nodes.length === 0) return null
  const total = (of: keyof Amounts): number => nodes.reduce((sum, node) => sum + node[of], 0)
  return { cpuMilli: total('cpuMilli'), memoryBytes: total('memoryBytes') }
}
