import * as z from 'zod/mini'
import type { NodeHealth } from '../../shared/health-row.ts'
import { objectsPath } from '../../shared/object-ref.ts'
import { readQuantity } from '../../shared/quantity.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'

const optionalText = z.optional(z.nullable(z.string()))
const nodes = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), annotations: z.optional(z.record(z.string(), z.string())) }),
      spec: z.optional(z.object({ unschedulable: z.optional(z.boolean()) })),
      status: z.optional(
        z.object({
          allocatable: z.optional(z.record(z.string(), z.string())),
          conditions: z.optional(
            z.array(
              z.object({
                type: z.string(),
                status: z.string(),
                message: optionalText,
                lastTransitionTime: optionalText,
              }),
            ),
          ),
          nodeInfo: z.optional(z.object({ kubeletVersion: optionalText, bootID: optionalText })),
        }),
      ),
    }),
  ),
})
type NodeObject = z.infer<typeof nodes>['items'][number]

/** A node as the truth needs it; `NodeHealth` is what pages get of it. */
export interface NodeSeen extends NodeHealth {
  /** What the kubelet says of its being ready or not. */
  said: string
  /** When it became ready, or stopped being so: milliseconds since the epoch. */
  readySince: number | null
  cordonedBy: 'image-cleaner' | 'somebody' | null
  version: string | null
  bootId: string | null
}

/** What BinderHub's image cleaner writes on a node that it takes out of service (domain notes 4). */
const CLEANER = 'hub.jupyter.org/image-cleaner-cordoned'

const PRESSURES = [
  ['DiskPressure', 'disk'],
  ['MemoryPressure', 'memory'],
  ['PIDPressure', 'processes'],
] as const

/** All nodes of a cluster, by name. Throws what `Cluster.get` throws. */
export async function lookAtNodes(cluster: Pick<Cluster, 'get'>, signal: AbortSignal): Promise<NodeSeen[]> {
  const { items } = await askJson(cluster, `${objectsPath('Node', null)}?limit=100`, nodes, { signal })
  return items.map(nodeSeen).sort((a, b) => a.name.localeCompare(b.name))
}

function nodeSeen({ metadata: { name, annotations = {} }, spec, status = {} }: NodeObject): NodeSeen {
  const condition = (type: string) => status.conditions?.find((one) => one.type === type)
  const ready = condition('Ready')
  const cordoned = spec?.unschedulable === true
  const amount = (what: string): number => readQuantity(status.allocatable?.[what]) ?? 0
  return {
    name,
    ready: ready?.status === 'True',
    said: ready?.message ?? '',
    readySince: Date.parse(ready?.lastTransitionTime ?? '') || null,
    cordoned,
    cordonedBy: cordoned ? (annotations[CLEANER] === undefined ? 'somebody' : 'image-cleaner') : null,
    pressures: PRESSURES.filter(([type]) => condition(type)?.status === 'True').map(([, word]) => word),
    allocatable: {
      cpuMilli: Math.round(amount('cpu') * 1000),
      memoryBytes: amount('memory'),
      pods: amount('pods'),
    },
    version: status.nodeInfo?.kubeletVersion ?? null,
    bootId: status.nodeInfo?.bootID ?? null,
  }
}
