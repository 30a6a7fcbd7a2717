'use client'

import type { InstallRow, StepRow, StepStory } from '../../lib/shared/install.ts'
import { Button } from '../ui/button.tsx'
import { isSettled } from './progress.ts'
import type { Acts } from './use-acts.ts'

interface StepActionsProps {
  row: InstallRow
  step: StepRow
  story: StepStory
  acts: Acts
  onOpen: (dialog: 'skip' | 'undo') => void
}

/** What can be done about one step that did not fail, while nothing is going on. */
export function StepActions({ row, step, story, acts, onOpen }: StepActionsProps) {
  if (!acts.mayAct || row.going !== null) return null
  const settled = isSettled(step)
  const there = step.check.state === 'done' || step.check.state === 'differs' || step.check.state === 'broken'
  const { whyNot } = acts
  return (
    <div className="row wrap stepacts">
      {there && story.undo !== null && (
        <Button small tone="quiet" disabledBecause={whyNot} onClick={() => onOpen('undo')}>
          Undo…
        </Button>
      )}
      {step.skipped !== null && step.check.state !== 'done' && (
        <Button
          small
          busy={acts.isBusy('skip')}
          disabledBecause={whyNot}
          onClick={() => acts.act('skip', { step: step.id, skip: false })}
        >
          Do not skip
        </Button>
      )}
      {!settled && story.skip !== null && (
        <Button small tone="quiet" disabledBecause={whyNot} onClick={() => onOpen('skip')}>
          Skip…
        </Button>
      )}
      {!settled && (
        <Button
          small
          busy={acts.isBusy('start')}
          disabledBecause={
            whyNot ??
            (step.check.state === 'unknown' ? 'Check again first: it is not known how it stands.' : null)
          }
          onClick={() => acts.act('start', { step: step.id, revision: row.revision })}
        >
          Run this one
        </Button>
      )}
    </div>
  )
}
