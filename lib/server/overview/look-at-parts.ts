import * as z from 'zod/mini'
import { objectsPath } from '../../shared/object-ref.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'

/** The pods that make a BinderHub what it is; `dind` is what older charts call the builder. */
const COMPONENTS = ['binder', 'hub', 'proxy', 'user-scheduler', 'image-builder', 'dind']

const optionalText = z.optional(z.nullable(z.string()))
const ended = z.optional(
  z.object({
    exitCode: z.optional(z.int()),
    reason: optionalText,
    message: optionalText,
    finishedAt: optionalText,
  }),
)
const containers = z.optional(
  z.array(
    z.object({
      ready: z.optional(z.boolean()),
      restartCount: z.optional(z.int()),
      state: z.optional(
        z.object({
          waiting: z.optional(z.object({ reason: optionalText, message: optionalText })),
          running: z.optional(z.object({ startedAt: optionalText })),
          terminated: ended,
        }),
      ),
      lastState: z.optional(z.object({ terminated: ended })),
    }),
  ),
)
const pods = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        uid: z.string(),
        name: z.string(),
        labels: z.optional(z.record(z.string(), z.string())),
        creationTimestamp: optionalText,
        deletionTimestamp: optionalText,
      }),
      status: z.optional(
        z.object({
          phase: optionalText,
          reason: optionalText,
          message: optionalText,
          conditions: z.optional(
            z.array(
              z.object({
                type: z.string(),
                status: z.string(),
                reason: optionalText,
                message: optionalText,
                lastTransitionTime: optionalText,
              }),
            ),
          ),
          initContainerStatuses: containers,
          containerStatuses: containers,
        }),
      ),
    }),
  ),
})
const workloads = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), labels: z.optional(z.record(z.string(), z.string())) }),
      spec: z.object({
        replicas: z.optional(z.int()),
        template: z.optional(
          z.object({
            metadata: z.optional(z.object({ labels: z.optional(z.record(z.string(), z.string())) })),
          }),
        ),
      }),
      status: z.optional(z.object({ desiredNumberScheduled: z.optional(z.int()) })),
    }),
  ),
})
const quotas = z.object({
  items: z.array(
    z.object({
      status: z.optional(
        z.object({
          hard: z.optional(z.record(z.string(), z.string())),
          used: z.optional(z.record(z.string(), z.string())),
        }),
      ),
    }),
  ),
})

export type PartPod = z.infer<typeof pods>['items'][number]

/** What the cluster says of one part: how many pods it should have, and those it has. */
export interface PartSeen {
  wanted: number
  pods: readonly PartPod[]
}

export type PartName = 'binder' | 'hub' | 'proxy' | 'scheduler' | 'builder'

export interface PartsSeen {
  /** Null for a part that this release does not have. */
  parts: Readonly<Record<PartName, PartSeen | null>>
  /** How many more pods the quotas of the namespace allow; null without one. */
  podsAllowed: number | null
}

/** What the API says of the parts of a BinderHub: four short lists, asked at once. Throws what `Cluster.get` throws. */
export async function lookAtParts(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  signal: AbortSignal,
): Promise<PartsSeen> {
  const ofParts = new URLSearchParams({
    labelSelector: `component in (${COMPONENTS.join(',')})`,
    limit: '100',
  })
  const call = { signal }
  const [{ items: seen }, { items: deployments }, { items: daemons }, { items: limits }] = await Promise.all([
    askJson(cluster, `${objectsPath('Pod', namespace)}?${ofParts}`, pods, call),
    askJson(cluster, `${objectsPath('Deployment', namespace)}?limit=100`, workloads, call),
    askJson(cluster, `${objectsPath('DaemonSet', namespace)}?limit=100`, workloads, call),
    askJson(cluster, `/api/v1/namespaces/${namespace}/resourcequotas?limit=20`, quotas, call),
  ])
  const podsOf = (...components: string[]): PartPod[] =>
    seen.filter(({ metadata }) => components.includes(metadata.labels?.component ?? ''))
  const deployed = (name: string, component: string): PartSeen | null => {
    const found = deployments.find(({ metadata }) => metadata.name === name)
    return found ? { wanted: found.spec.replicas ?? 1, pods: podsOf(component) } : null
  }
  const builder = daemons.find(({ spec }) =>
    ['image-builder', 'dind'].includes(spec.template?.metadata?.labels?.component ?? ''),
  )
  return {
    parts: {
      binder: deployed('binder', 'binder'),
      hub: deployed('hub', 'hub'),
      proxy: deployed('proxy', 'proxy'),
      scheduler: deployed('user-scheduler', 'user-scheduler'),
      builder: builder
        ? { wanted: builder.status?.desiredNumberScheduled ?? 1, pods: podsOf('image-builder', 'dind') }
        : null,
    },
    podsAllowed: podsLeft(limits),
  }
}

function podsLeft(limits: z.infer<typeof quotas>['items']): number | null {
  const left = limits.flatMap(({ status }) => {
    const hard = Number(status?.hard?.pods ?? Number.NaN)
    const used = Number(status?.used?.pods ?? 0)
    return Number.isFinite(hard) && Number.isFinite(used) ? [Math.max(0, hard - used)] : []
  })
  return left.length === 0 ? null : Math.min(...left)
}
