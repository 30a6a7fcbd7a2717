import * as z from 'zod/mini'
import { type ObjectRef, objectPath } from '../../../shared/object-ref.ts'
import { type PodRole, podRole } from '../../../shared/pod-role.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { AppError } from '../../../shared/problem.ts'
import { refusedWith } from '../api-problems.ts'
import { askJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'
import { isAlive, makerOf } from '../deleting/pod-owner.ts'

const schema = z.object({
  metadata: z.object({
    uid: z.string(),
    annotations: z.optional(z.record(z.string(), z.string())),
  }),
  spec: z.object({
    replicas: z.optional(z.int()),
    paused: z.optional(z.boolean()),
    strategy: z.optional(z.object({ type: z.optional(z.string()) })),
    template: z.object({
      metadata: z.optional(z.object({ labels: z.optional(z.record(z.string(), z.string())) })),
    }),
  }),
})

/** A deployment, stateful set or daemon set, as far as restarting and scaling it goes. */
export interface Workload {
  object: ObjectRef
  role: PodRole
  /** How many pods it wants; of a daemon set as many as there are nodes for it. */
  replicas: number
  paused: boolean
  /** New pods are ready before old ones end. */
  overlaps: boolean
  release: string | null
  /** Its pods that run or are about to. */
  pods: PodRow[]
}

/** Looks at a workload. Throws `conflict` where it is gone or another has its name, and what the cluster throws. */
export async function readWorkload(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  pods: readonly PodRow[],
  signal: AbortSignal,
): Promise<Workload> {
  const { metadata, spec } = await askJson(cluster, objectPath(object), schema, { signal }).catch((error) => {
    throw refusedWith(error) === 404 ? gone(object) : error
  })
  if (metadata.uid !== object.uid) throw gone(object)
  const own = pods.filter((pod) => isAlive(pod) && isMadeBy(pod, object))
  return {
    object,
    role: podRole({ labels: spec.template.metadata?.labels ?? {}, namespace: object.namespace ?? '' }),
    replicas: object.kind === 'DaemonSet' ? own.length : (spec.replicas ?? 1),
    paused: spec.paused ?? false,
    overlaps: object.kind === 'Deployment' && spec.strategy?.type !== 'Recreate',
    release: metadata.annotations?.['meta.helm.sh/release-name'] ?? null,
    pods: own,
  }
}

function isMadeBy(pod: PodRow, { kind, name, namespace }: ObjectRef): boolean {
  const maker = makerOf(pod)
  return maker?.kind === kind && maker.name === name && pod.namespace === namespace
}

function gone({ name }: ObjectRef): AppError {
  return new AppError('conflict', `${name} is not there any more, or is another one of that name.`, {
    hint: 'The table shows what there is now.',
  })
}
