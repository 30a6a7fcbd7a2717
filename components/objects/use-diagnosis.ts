import { useMemo } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { useNow } from '../../lib/client/use-now.ts'
import { diagnoseObject } from '../../lib/shared/diagnosis/diagnose-object.ts'
import { diagnosePod } from '../../lib/shared/diagnosis/diagnose-pod.ts'
import type { Diagnosis } from '../../lib/shared/diagnosis/diagnosis.ts'
import type { NodeFacts } from '../../lib/shared/diagnosis/facts.ts'
import type { NodeRow } from '../../lib/shared/node-row.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import type { WholeObject } from '../../lib/shared/whole-object.ts'
import { useObjectEvents } from './use-object-events.ts'

/** Situations change with time alone only slowly: what waits becomes what is stuck. Milliseconds. */
const EVERY_MS = 5_000

/** What is wrong with the object that is open, live; null where nothing is. */
export function useDiagnosis(
  serverId: string,
  ref: ObjectRef,
  pod: PodRow | null,
  whole: WholeObject | null,
): Diagnosis | null {
  const { rows: events } = useObjectEvents(serverId, ref)
  const { rows: pods, state } = useClusterTable(serverId, 'pods')
  const { rows: nodes } = useClusterTable(serverId, 'nodes')
  const now = Math.floor(useNow() / EVERY_MS) * EVERY_MS
  const { kind } = ref
  return useMemo(() => {
    if (kind === 'Pod') return pod && diagnosePod({ pod, events, pods, nodes: nodes.map(nodeFacts), now })
    return (
      whole &&
      diagnoseObject({ kind, object: whole.object, events, pods: state === 'live' ? pods : null, now })
    )
  }, [kind, pod, whole, events, pods, state, nodes, now])
}

function nodeFacts({ uid, name, conditions, cordoned, allocatable }: NodeRow): NodeFacts {
  return {
    uid,
    name,
    conditions: conditions.map((each) => ({ ...each, since: each.since || null })),
    cordoned: cordoned !== null,
    cordonedByCleaner: /cleaner/.test(cordoned?.by ?? ''),
    allocatable,
  }
}
