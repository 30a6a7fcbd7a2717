'use client'

import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import { useNow } from '../../lib/client/use-now.ts'
import { formatAge, formatTime } from '../../lib/shared/format.ts'
import { Status } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'

type Fed = Pick<ClusterTable<unknown>, 'state' | 'since' | 'problem'>

/** Whether what a list of the cluster shows is of this moment. */
export function FeedBadge({ state, since, problem }: Fed) {
  const now = useNow()
  switch (state) {
    case 'live':
      return (
        <span className="live">
          <span className="dot still" />
          As it is now
        </span>
      )
    case 'syncing':
      return (
        <span className="live">
          <Status kind={problem === null ? 'work' : 'wait'}>
            {problem === null ? 'Reading' : 'Nothing to read yet'}
          </Status>
        </span>
      )
    case 'stale':
      return (
        <span className="live stale">
          <span className="dot" />
          <TimeText>
            {since === null
              ? 'Stale'
              : `Stale since ${formatTime(since, now)}, ${formatAge(Math.max(0, now - since))}`}
          </TimeText>
        </span>
      )
  }
}
