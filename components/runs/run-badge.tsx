'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatDuration } from '../../lib/shared/format.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { Status } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { runTook, runWord } from './run-status.ts'

/** How a run stands: shape, word, and how long it has been so where that matters. */
export function RunBadge({ run }: { run: RunRow }) {
  const { kind, word, since } = runWord(run)
  return (
    <Status kind={kind}>
      <span>
        {word}
        {since !== null && <Elapsed since={since} />}
      </span>
    </Status>
  )
}

function Elapsed({ since }: { since: number }) {
  const now = useNow()
  return (
    <>
      {' '}
      <TimeText>{formatDuration(Math.max(0, now - since))}</TimeText>
    </>
  )
}

/** How long a run took or takes; a dash where nobody can know, nothing where it never started. */
export function RunTook({ run }: { run: RunRow }) {
  const now = useNow()
  const took = runTook(run, now)
  if (took !== null) return <TimeText>{formatDuration(took)}</TimeText>
  return run.startedAt === null ? null : <span className="dim">not known</span>
}
