import * as z from 'zod/mini'
import { listed } from '../../../shared/count-words.ts'
import type { DeletionState } from '../../../shared/deletion-row.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import type { Cluster } from '../cluster.ts'
import { podRef, usersOf } from './claim-use.ts'
import type { Left } from './delete-object.ts'
import { OVERDUE_MS } from './guard.ts'
import { readFacts } from './read-facts.ts'

type KeptUp = Extract<DeletionState, { is: 'kept-up' }>

const PVC_PROTECTION = 'kubernetes.io/pvc-protection'

/**
 * What keeps an object that was asked to end; null while it is in its time. Throws what the cluster throws.
 */
export async function whyKept(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  left: Extract<Left, { is: 'ending' }>,
  pods: readonly PodRow[],
  signal: AbortSignal,
): Promise<KeptUp | null> {
  const { finalizers, until } = left
  if (object.kind === 'PersistentVolumeClaim' && finalizers.includes(PVC_PROTECTION))
    return keptByPods(object, pods)
  if (object.kind !== 'Pod')
    return finalizers.length === 0
      ? null
      : { is: 'kept-up', why: keptByFinalizers(finalizers), force: false, holders: [] }
  if (until === null || Date.now() < until + OVERDUE_MS) return null
  if (finalizers.length > 0)
    return {
      is: 'kept-up',
      why: `${keptByFinalizers(finalizers)} Force does not help: the cluster keeps the pod all the same.`,
      force: false,
      holders: [],
    }
  return { is: 'kept-up', why: await whyStuck(cluster, object, pods, signal), force: true, holders: [] }
}

function keptByPods(claim: ObjectRef, pods: readonly PodRow[]): KeptUp | null {
  const holders = usersOf(claim, pods)
  if (holders.length === 0) return null
  const names = holders.map(({ name }) => name)
  return {
    is: 'kept-up',
    why: `${listed(names, 3)} ${names.length === 1 ? 'uses' : 'use'} it. It goes by itself when ${names.length === 1 ? 'that pod has' : 'these pods have'} ended.`,
    force: false,
    holders: holders.map(podRef),
  }
}

/** Finalizers are notes that whoever wrote them takes away once it has tidied up. */
export function keptByFinalizers(finalizers: readonly string[]): string {
  return `It waits for ${listed(finalizers, 3)}: ${finalizers.length === 1 ? 'a finalizer' : 'finalizers'}, which whoever set ${finalizers.length === 1 ? 'it' : 'them'} takes away when it is done.`
}

/** A pod that should have ended long ago: either its node does not answer, or its container cannot be killed. */
async function whyStuck(
  cluster: Pick<Cluster, 'get'>,
  { uid }: ObjectRef,
  pods: readonly PodRow[],
  signal: AbortSignal,
): Promise<string> {
  const node = pods.find((pod) => pod.uid === uid)?.node ?? null
  if (node === null) return 'It is on no node, and nobody there can end it.'
  if (!(await nodeAnswers(cluster, node, signal)))
    return `The kubelet of ${node} does not answer, and only it can end the pod. Restart MicroK8s there: sudo snap restart microk8s`
  return `${node} answers, and could not end it in its time: mostly a process that hangs on a disk or a device.`
}

const conditionsSchema = z.object({
  conditions: z.array(z.object({ type: z.string(), status: z.string() })),
})

/** Whether a node is there and its kubelet is heard. Throws what the cluster throws. */
async function nodeAnswers(
  cluster: Pick<Cluster, 'get'>,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const facts = await readFacts(cluster, { kind: 'Node', namespace: null, name }, signal)
  const read = conditionsSchema.safeParse(facts?.status)
  return (
    read.success && read.data.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  )
}
