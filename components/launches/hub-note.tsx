'use client'

import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { ProblemNote } from '../ui/problem-note.tsx'

/** Why nobody knows who is idle, where that is the hub's own trouble: all others stand on the page already. */
export function HubNote({ hub: { state, problem } }: { hub: ClusterTable<unknown> }) {
  if (state === 'live' || problem === null || !isOfTheHub(problem)) return null
  return (
    <div className="inset">
      <ProblemNote problem={problem} />
    </div>
  )
}

function isOfTheHub({ code }: Problem): boolean {
  return code === 'hub_unreachable' || code === 'hub_refused'
}
