import * as z from 'zod/mini'
import { objectPath } from '../../../shared/object-ref.ts'
import { AppError } from '../../../shared/problem.ts'
import { refusedWith } from '../../kube/api-problems.ts'
import { askJson } from '../../kube/ask-json.ts'
import type { Cluster } from '../../kube/cluster.ts'

const state = z.object({
  running: z.optional(z.unknown()),
  waiting: z.optional(z.object({ reason: z.optional(z.string()), message: z.optional(z.string()) })),
  terminated: z.optional(
    z.object({
      reason: z.optional(z.string()),
      message: z.optional(z.string()),
      exitCode: z.optional(z.number()),
    }),
  ),
})
const status = z.object({ name: z.string(), state: z.optional(state) })
const container = z.object({ name: z.string() })
const podSchema = z.object({
  metadata: z.object({
    uid: z.string(),
    deletionTimestamp: z.optional(z.string()),
    annotations: z.optional(z.record(z.string(), z.string())),
  }),
  spec: z.object({
    containers: z.array(container),
    initContainers: z.optional(z.array(container)),
    ephemeralContainers: z.optional(z.array(container)),
  }),
  status: z.optional(
    z.object({
      containerStatuses: z.optional(z.array(status)),
      initContainerStatuses: z.optional(z.array(status)),
      ephemeralContainerStatuses: z.optional(z.array(status)),
    }),
  ),
})

/** What of a pod matters to one who wants a shell in it. */
export type PodSeen = z.infer<typeof podSchema>

/** Which pod is meant. */
export interface PodName {
  namespace: string
  pod: string
  uid: string
}

export function podPath({ namespace, pod }: PodName): string {
  return objectPath({ kind: 'Pod', namespace, name: pod })
}

/** Looks at the pod that is meant. Throws `not_found` where it is no more, also where a namesake took its place. */
export async function lookAtPod(cluster: Cluster, name: PodName, signal: AbortSignal): Promise<PodSeen> {
  try {
    const pod = await askJson(cluster, podPath(name), podSchema, { signal, beginMs: 10_000 })
    if (pod.metadata.uid !== name.uid) throw gone(name, 'Another pod of the same name has taken its place.')
    return pod
  } catch (error) {
    throw refusedWith(error) === 404 ? gone(name, 'It was deleted, or has ended.') : error
  }
}

/**
 * The container in which a shell shall run: the one that was named, else the pod's own first choice. Throws
 * `not_found` where the pod has none of that name, and `conflict` where it does not run.
 */
export function demandRunning(pod: PodSeen, wanted: string | null): string {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec
  const known = [...containers, ...ephemeralContainers, ...initContainers].map(({ name }) => name)
  const favourite = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container']
  const name = wanted ?? (favourite && known.includes(favourite) ? favourite : known[0]) ?? ''
  if (!known.includes(name))
    throw new AppError('not_found', `This pod has no container named ${name}.`, {
      hint: `It has ${known.slice(0, 10).join(', ')}.`,
      field: 'container',
    })
  const why = whyNotRunning(pod, name)
  if (why !== null)
    throw new AppError(
      'conflict',
      `The container ${name} does not run now, so no shell can be opened in it.`,
      {
        hint: 'Its events and its log say why.',
        said: why,
      },
    )
  return name
}

/** Null while a container runs; else what Kubernetes says of it. */
export function whyNotRunning({ status }: PodSeen, name: string): string | null {
  const all = [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ]
  const is = all.find((one) => one.name === name)?.state
  if (is?.running !== undefined) return null
  const { reason, message } = is?.waiting ?? is?.terminated ?? {}
  return [reason, message].filter(Boolean).join(': ') || 'not started yet'
}

function gone({ namespace, pod }: PodName, why: string): AppError {
  return new AppError('not_found', `The pod ${namespace}/${pod} is not there any more. ${why}`)
}
