import { at, fieldsOf, listOf, numberOf, textOf, timeOf } from '../kube-fields.ts'
import type { ObjectKind } from '../object-ref.ts'
import type { PodRow } from '../pod-row.ts'
import type { KubeFields } from '../whole-object.ts'
import { claimTrouble } from './claim-trouble.ts'
import type { Diagnosis } from './diagnosis.ts'
import { type ConditionFacts, type EventFacts, podName } from './facts.ts'
import { nodeTrouble } from './node-trouble.ts'
import { serviceTrouble } from './service-trouble.ts'
import { volumeTrouble } from './volume-trouble.ts'
import { jobTrouble, workloadTrouble } from './workload-trouble.ts'

interface ObjectCase {
  kind: ObjectKind
  object: KubeFields
  /** Its own, newest first. */
  events: readonly EventFacts[]
  /** All pods that are known; null while they are not. */
  pods: readonly PodRow[] | null
  now: number
}

const CLEANER = 'hub.jupyter.org/image-cleaner-cordoned'

/** What is wrong with any object but a pod, out of the object itself; null where nothing is, or nobody knows. */
export function diagnoseObject({ kind, object, events, pods, now }: ObjectCase): Diagnosis | null {
  const name = textOf(at(object, 'metadata', 'name'))
  const namespace = textOf(at(object, 'metadata', 'namespace'))
  const createdAt = timeOf(at(object, 'metadata', 'creationTimestamp')) ?? 0
  const conditions = conditionsOf(object)
  switch (kind) {
    case 'Node':
      return nodeTrouble({
        uid: textOf(at(object, 'metadata', 'uid')),
        name,
        conditions,
        cordoned: at(object, 'spec', 'unschedulable') === true,
        cordonedByCleaner: Object.hasOwn(fieldsOf(at(object, 'metadata', 'annotations')), CLEANER),
        allocatable: { cpuMilli: 0, memoryBytes: 0 },
      })
    case 'PersistentVolumeClaim':
      return claimTrouble({
        claim: {
          namespace,
          name,
          phase: textOf(at(object, 'status', 'phase')),
          className: textOf(at(object, 'spec', 'storageClassName')) || null,
          volume: textOf(at(object, 'spec', 'volumeName')) || null,
          createdAt,
          deletingAt: timeOf(at(object, 'metadata', 'deletionTimestamp')),
        },
        events,
        classes: null,
        users: (pods ?? [])
          .filter((pod) => pod.namespace === namespace && pod.claims.includes(name))
          .map(podName),
        now,
      })
    case 'PersistentVolume':
      return volumeTrouble({
        phase: textOf(at(object, 'status', 'phase')),
        message: textOf(at(object, 'status', 'message')),
        reclaim: textOf(at(object, 'spec', 'persistentVolumeReclaimPolicy')),
        claim: textOf(at(object, 'spec', 'claimRef', 'name')) || null,
      })
    case 'Service': {
      const selector = Object.entries(fieldsOf(at(object, 'spec', 'selector')))
      const behind = (pods ?? []).filter(
        (pod) => pod.namespace === namespace && selector.every(([key, value]) => pod.labels[key] === value),
      )
      return serviceTrouble({
        service: {
          name,
          type: textOf(at(object, 'spec', 'type')),
          addresses: listOf(at(object, 'status', 'loadBalancer', 'ingress')).map(
            (each) => textOf(at(each, 'ip')) || textOf(at(each, 'hostname')),
          ),
          hasSelector: selector.length > 0,
          createdAt,
        },
        events,
        behind:
          pods === null
            ? null
            : { all: behind.length, ready: behind.filter(({ ready }) => ready.is >= ready.of).length },
        now,
      })
    }
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet': {
      const status = fieldsOf(object.status)
      const wanted =
        kind === 'DaemonSet'
          ? numberOf(status.desiredNumberScheduled)
          : numberOf(at(object, 'spec', 'replicas') ?? 1)
      const ready = numberOf(kind === 'DaemonSet' ? status.numberReady : status.readyReplicas)
      return workloadTrouble({ workload: { wanted, ready, conditions }, events, now })
    }
    case 'Job':
      return jobTrouble(conditions)
    default:
      return null
  }
}

/** What an object says of itself in `status.conditions`. */
export function conditionsOf(object: KubeFields): ConditionFacts[] {
  return listOf(at(object, 'status', 'conditions')).map((each) => ({
    type: textOf(at(each, 'type')),
    status: textOf(at(each, 'status')),
    reason: textOf(at(each, 'reason')),
    message: textOf(at(each, 'message')),
    since: timeOf(at(each, 'lastTransitionTime')),
  }))
}
