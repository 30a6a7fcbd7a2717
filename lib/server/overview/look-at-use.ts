import * as z from 'zod/mini'
import type { Amounts } from '../../shared/pod-row.ts'
import { readQuantity } from '../../shared/quantity.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'

const metrics = z.object({
  items: z.array(
    z.object({ usage: z.object({ cpu: z.optional(z.string()), memory: z.optional(z.string()) }) }),
  ),
})

/**
 * What all nodes together use now, by the metrics-server; null where it has not measured yet. Throws what `Cluster.get` throws,
 * also where there is none.
 */
export async function lookAtUse(cluster: Pick<Cluster, 'get'>, signal: AbortSignal): Promise<Amounts | null> {
  const path = '/apis/metrics.k8s.io/v1beta1/nodes?limit=100'
  const { items } = await askJson(cluster, path, metrics, { signal })
  if (items.length === 0) return null
  const total = (of: 'cpu' | 'memory'): number =>
    items.reduce((sum, { usage }) => sum + (readQuantity(usage[of]) ?? 0), 0)
  return { cpuMilli: Math.round(total('cpu') * 1000), memoryBytes: Math.round(total('memory')) }
}
