import * as z from 'zod/mini'
import { AppError } from '../../../shared/problem.ts'
import { readQuantity } from '../../../shared/quantity.ts'
import { type UsageRow, usageKey } from '../../../shared/usage-row.ts'
import { refusedWith } from '../api-problems.ts'
import { askJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'

export type Measured = 'pods' | 'nodes'

const amounts = z.object({ cpu: z.optional(z.string()), memory: z.optional(z.string()) })
const list = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.optional(z.string()) }),
      timestamp: z.string(),
      usage: z.optional(amounts),
      containers: z.optional(z.array(z.object({ usage: amounts }))),
    }),
  ),
})

/**
 * What all pods or all nodes use now. Throws `no_metrics` where nobody measures, `metrics_unreachable` where the one who
 * does does not answer, and what `Cluster.get` throws. The API: https://github.com/kubernetes/metrics
 */
export async function readUsage(
  cluster: Pick<Cluster, 'get'>,
  of: Measured,
  signal: AbortSignal,
): Promise<UsageRow[]> {
  // It has a limit as all that Bindery asks for; metrics-server itself gives everything in one answer.
  const path = `/apis/metrics.k8s.io/v1beta1/${of}?limit=10000`
  const { items } = await askJson(cluster, path, list, { signal }).catch((error: unknown) => {
    throw asUsageProblem(error)
  })
  return items.map(({ metadata, timestamp, usage, containers = [] }) => {
    const parts = usage ? [usage] : containers.map((container) => container.usage)
    const sum = (what: 'cpu' | 'memory'): number =>
      parts.reduce((total, part) => total + Math.max(0, readQuantity(part[what]) ?? 0), 0)
    return {
      key: usageKey(of === 'nodes' ? null : (metadata.namespace ?? ''), metadata.name),
      cpuMilli: Math.round(sum('cpu') * 1000),
      memoryBytes: Math.round(sum('memory')),
      at: Date.parse(timestamp) || 0,
    }
  })
}

/** The API itself says 404 for a group that nobody serves, and 502 to 504 for one whose server does not answer. */
function asUsageProblem(error: unknown): unknown {
  const status = refusedWith(error)
  const said = error instanceof AppError ? error.said : undefined
  if (status === 404)
    return new AppError('no_metrics', 'Nobody measures what pods and nodes use: metrics-server is off.', {
      hint: 'Switch on the step “Use of memory and processor” of the install.',
      cause: error,
    })
  if (status !== null && status >= 500)
    return new AppError('metrics_unreachable', 'metrics-server does not answer.', {
      hint: 'Right after it was switched on it needs up to a minute. If it stays so, look at its pod in kube-system.',
      said,
      cause: error,
    })
  return error
}
