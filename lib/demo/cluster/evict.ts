import type { Cluster } from './cluster.ts'
import { kindNamed } from './kinds.ts'
import { isReadyPod, type KubeObject } from './kube-object.ts'
import { ApiRefusal, deleteObject, readObject } from './requests.ts'

interface Budget {
  minAvailable?: number | string
  maxUnavailable?: number | string
  selector?: { matchLabels?: Record<string, string> }
}

interface Eviction {
  deleteOptions?: { preconditions?: { uid?: string }; gracePeriodSeconds?: number }
}

/** Deletes a pod unless a disruption budget of its like would be broken by it (policy/v1, Eviction). */
export function evictPod(
  cluster: Cluster,
  name: string,
  namespace: string | undefined,
  { deleteOptions = {} }: Eviction,
): KubeObject {
  const kind = kindNamed('Pod')
  if (!kind) throw new Error('There is no kind Pod.')
  const pod = readObject(cluster.store, kind, name, namespace)
  const broken = isReadyPod(pod) && budgetsOf(cluster, pod).find((budget) => !allows(cluster, budget))
  if (broken)
    throw new ApiRefusal(
      429,
      'TooManyRequests',
      `Cannot evict pod as it would violate the pod's disruption budget. The disruption budget ${broken.metadata.name} needs ${wanted(cluster, broken)} healthy pods and has ${healthy(cluster, broken)} currently`,
    )
  return deleteObject(cluster, kind, name, namespace, deleteOptions)
}

function budgetsOf({ store }: Cluster, pod: KubeObject): KubeObject[] {
  return store.list('PodDisruptionBudget', pod.metadata.namespace).filter((budget) => fits(budget, pod))
}

function fits(budget: KubeObject, pod: KubeObject): boolean {
  const labels = Object.entries((budget.spec as Budget | undefined)?.selector?.matchLabels ?? {})
  return labels.every(([key, value]) => pod.metadata.labels?.[key] === value)
}

function allows(cluster: Cluster, budget: KubeObject): boolean {
  return healthy(cluster, budget) - 1 >= wanted(cluster, budget)
}

function podsOf({ store }: Cluster, budget: KubeObject): KubeObject[] {
  return store.list('Pod', budget.metadata.namespace).filter((pod) => fits(budget, pod))
}

function healthy(cluster: Cluster, budget: KubeObject): number {
  return podsOf(cluster, budget).filter(isReadyPod).length
}

function wanted(cluster: Cluster, budget: KubeObject): number {
  const all = podsOf(cluster, budget).length
  const { minAvailable, maxUnavailable } = (budget.spec ?? {}) as Budget
  return minAvailable !== undefined ? share(minAvailable, all) : all - share(maxUnavailable ?? 0, all)
}

/** "50%" of so many, rounded up, or a number of its own. */
function share(amount: number | string, all: number): number {
  const percent = /^(\d+)%$/.exec(String(amount))
  return percent ? Math.ceil((Number(percent[1]) / 100) * all) : Number(amount)
}
