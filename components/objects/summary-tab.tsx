'use client'

import { useWholeObject } from '../../lib/client/use-whole-object.ts'
import { useServer } from '../frame/servers.tsx'
import { useStale } from '../frame/use-liveness.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { NodeUsage, PodUsage } from '../usage/usage-section.tsx'
import { containersOf } from './container-facts.ts'
import { ContainerList } from './container-list.tsx'
import { DiagnosisNote } from './diagnosis-note.tsx'
import type { ObjectTabProps } from './drawer-tabs.ts'
import { ConditionList, ObjectFacts } from './object-facts.tsx'
import { RelatedList } from './related-list.tsx'
import { useDiagnosis } from './use-diagnosis.ts'
import { useRelated } from './use-related.ts'

/** What `kubectl describe` would tell, in plain words first: what is wrong, what it is, and what belongs to it. */
export function SummaryTab({ serverId, object: ref, pod }: ObjectTabProps) {
  const { object: whole, state, problem } = useWholeObject(serverId, ref)
  const diagnosis = useDiagnosis(serverId, ref, pod, whole)
  // Without the server nothing is known of its API, and the page says that already.
  const isOutOfSight = useStale(useServer(serverId))
  const answer = useRelated(serverId, ref, whole?.resourceVersion ?? null)
  return (
    <div className={state === 'stale' ? 'tabbody stale-data' : 'tabbody'}>
      {diagnosis !== null && <DiagnosisNote serverId={serverId} diagnosis={diagnosis} />}
      {problem !== null && !(isOutOfSight && whole !== null) && <ProblemNote problem={problem} />}
      {whole === null && state === 'syncing' && problem === null && <SkeletonLines />}
      {whole !== null && (
        <>
          <ObjectFacts object={whole.object} />
          {pod !== null && <PodUsage serverId={serverId} object={ref} pod={pod} />}
          {ref.kind === 'Node' && <NodeUsage serverId={serverId} object={ref} />}
          {ref.kind === 'Pod' && <ContainerList containers={containersOf(whole.object)} />}
          {answer !== null && <RelatedList answer={answer} />}
          <ConditionList object={whole.object} />
          {whole.hidden > 0 && (
            <p className="hint">
              {whole.hidden === 1 ? 'One value of it is' : `${whole.hidden} values of it are`} hidden:
              passwords, tokens and addresses of people.
            </p>
          )}
        </>
      )}
    </div>
  )
}
