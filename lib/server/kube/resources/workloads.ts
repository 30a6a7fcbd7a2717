import type { WorkloadRow } from '../../../shared/workload-row.ts'
import { cut, type Metadata, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

/** What of deployments, daemon sets and stateful sets is read. */
interface WorkloadObject {
  metadata: Metadata
  spec?: {
    replicas?: number
    paused?: boolean
    selector?: { matchLabels?: Record<string, string> }
    template?: {
      spec?: { containers?: { name: string; image?: string }[]; nodeSelector?: Record<string, string> }
    }
  }
  status?: {
    observedGeneration?: number
    replicas?: number
    readyReplicas?: number
    updatedReplicas?: number
    availableReplicas?: number
    desiredNumberScheduled?: number
    currentNumberScheduled?: number
    numberReady?: number
    updatedNumberScheduled?: number
    numberAvailable?: number
    conditions?: { type: string; status: string; message?: string }[]
  }
}

export const deployments: Resource<WorkloadRow> = {
  path: '/apis/apps/v1/deployments',
  project: (object: KubeObject & WorkloadObject) => ({ ...common(object), ...replicas(object) }),
}

export const statefulSets: Resource<WorkloadRow> = {
  path: '/apis/apps/v1/statefulsets',
  project: (object: KubeObject & WorkloadObject) => ({ ...common(object), ...replicas(object) }),
}

export const daemonSets: Resource<WorkloadRow> = {
  path: '/apis/apps/v1/daemonsets',
  project(object: KubeObject & WorkloadObject) {
    const { status = {} } = object
    return {
      ...common(object),
      desired: status.desiredNumberScheduled ?? 0,
      current: status.currentNumberScheduled ?? 0,
      ready: status.numberReady ?? 0,
      updated: status.updatedNumberScheduled ?? 0,
      available: status.numberAvailable ?? 0,
    }
  },
}

type Counts = Pick<WorkloadRow, 'desired' | 'current' | 'ready' | 'updated' | 'available'>

function replicas({ spec = {}, status = {} }: WorkloadObject): Counts {
  return {
    // The API fills in 1 where nobody said how many.
    desired: spec.replicas ?? 1,
    current: status.replicas ?? 0,
    ready: status.readyReplicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    available: status.availableReplicas ?? 0,
  }
}

function common(object: KubeObject & WorkloadObject): Omit<WorkloadRow, keyof Counts> {
  const { metadata, spec = {}, status = {} } = object
  const { containers = [], nodeSelector = {} } = spec.template?.spec ?? {}
  return {
    ...rowOf(object),
    isObserved: (status.observedGeneration ?? 0) >= (metadata.generation ?? 0),
    isPaused: spec.paused === true,
    trouble: troubleOf(status.conditions ?? []),
    containers: containers.map(({ name }) => name),
    images: containers.map(({ image = '' }) => image),
    selector: spec.selector?.matchLabels ?? {},
    nodeSelector,
  }
}

/** Pods that could not be made, or a new template that did not come up in time. */
function troubleOf(conditions: readonly { type: string; status: string; message?: string }[]): string {
  const found =
    conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True') ??
    conditions.find(({ type, status }) => type === 'Progressing' && status === 'False')
  return cut(found?.message)
}
