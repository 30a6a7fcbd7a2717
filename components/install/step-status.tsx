'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatDuration } from '../../lib/shared/format.ts'
import type { InstallRow, StepRow } from '../../lib/shared/install.ts'
import { usePerson } from '../frame/person.tsx'
import { Status } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { isFailed, turnOf } from './progress.ts'
import { stepWord } from './step-word.ts'

interface StepStatusProps {
  row: InstallRow
  step: StepRow
  connected: boolean
}

/** How a step stands, beside its title: shape and word, with the time that goes with it. */
export function StepStatus({ row, step, connected }: StepStatusProps) {
  const now = useNow()
  const { name } = usePerson()
  const { kind, word, since } = stepWord(step, { me: name, turn: turnOf(row, step.id, connected) })
  const failedAfter = isFailed(step, row) ? step.lastRun : null
  return (
    <Status kind={kind}>
      <span>
        {word}
        {since !== null && (
          <TimeText className="nw">{` ${formatDuration(Math.max(0, now - since))}`}</TimeText>
        )}
        {failedAfter && ` after ${formatDuration(failedAfter.tookMs)}`}
      </span>
    </Status>
  )
}
