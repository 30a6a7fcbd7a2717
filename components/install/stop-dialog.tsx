'use client'

import { useState } from 'react'
import type { InstallRow, StepStory } from '../../lib/shared/install.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { ActDialog } from './act-dialog.tsx'
import { atWork, whyAskAgain } from './at-work.ts'
import { stepNumber } from './progress.ts'
import type { Acts } from './use-acts.ts'

interface StopDialogProps {
  serverName: string
  row: InstallRow
  stories: readonly StepStory[]
  acts: Acts
  onClose: () => void
}

/** Asks before the run at work is ended. The install goes on behind it: another run than the one shown is asked about anew. */
export function StopDialog({ serverName, row, stories, acts, onClose }: StopDialogProps) {
  const [asked, setAsked] = useState(() => atWork(row))
  const again = whyAskAgain(asked, row)
  const title = stories.find(({ id }) => id === asked?.step)?.title
  const which = asked === null ? 'this step' : `step ${stepNumber(row, asked.step)}, ${title ?? asked.step}`
  return (
    <ActDialog
      key={`${asked?.step} ${asked?.runId}`}
      title={`Stop at ${which}?`}
      submit="Stop now"
      tone="danger-solid"
      leave="Let it go on"
      path={acts.path('stop')}
      input={{}}
      whyNot={again}
      onClose={onClose}
    >
      <p>
        Ends what runs on {serverName} in the middle. To stop without anything half done, pause after this
        step instead.
      </p>
      {again !== null && (
        <Note kind="wait">
          <p role="status">{again} What you see here is from before.</p>
          {row.going !== null && !row.going.stopping && (
            <Button small onClick={() => setAsked(atWork(row))}>
              Show what runs now
            </Button>
          )}
        </Note>
      )}
    </ActDialog>
  )
}
