'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatDuration } from '../../lib/shared/format.ts'
import { type RunRow, runHasEnded } from '../../lib/shared/run-row.ts'
import { useServer } from '../frame/servers.tsx'
import { useStaleSince } from '../frame/use-liveness.ts'
import { Status } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { runTook, runWord } from './run-status.ts'

/**
 * How a run stands: shape, word, and how long it has been so where that matters. Grey, and no longer counting, while
 * its server is out of sight.
 */
export function RunBadge({ run }: { run: RunRow }) {
  const { asOf, past } = useSight(run)
  const { kind: kindInSight, word, since } = runWord(run)
  const kind = past && !runHasEnded(run.status) ? 'unk' : kindInSight
  return (
    <Status kind={kind}>
      <span>
        {word}
        {since !== null && <Elapsed took={asOf - since} />}
      </span>
    </Status>
  )
}

function Elapsed({ took }: { took: number }) {
  return (
    <>
      {' '}
      <TimeText className="nw">{formatDuration(Math.max(0, took))}</TimeText>
    </>
  )
}

/** How long a run took or takes; a dash where nobody can know, nothing where it never started. */
export function RunTook({ run }: { run: RunRow }) {
  const { asOf, past } = useSight(run)
  const took = runTook(run, asOf)
  if (took !== null) {
    const stopped = past && !runHasEnded(run.status)
    return <TimeText className={stopped ? 'nw dim' : 'nw'}>{formatDuration(took)}</TimeText>
  }
  return run.startedAt === null ? null : <span className="dim">not known</span>
}

/** Until when a run was in sight: now, or when the connection to its server, or to Bindery, was lost. */
function useSight(run: RunRow): { asOf: number; past: boolean } {
  const now = useNow()
  const since = useStaleSince(useServer(run.serverId))
  return { asOf: since ?? now, past: since !== null }
}
