'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { InstallRow, StepId, StepStory } from '../../lib/shared/install.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ActDialog } from './act-dialog.tsx'
import { isSettled } from './progress.ts'
import { StepList } from './step-list.tsx'
import { StopDialog } from './stop-dialog.tsx'
import { timeWords } from './time-words.ts'
import type { Acts } from './use-acts.ts'

/** Which dialog of the install page is open. */
export type InstallDialogName = 'start' | 'stop' | 'skip' | 'undo' | 'steps'

interface InstallDialogProps {
  open: InstallDialogName
  serverName: string
  connected: boolean
  row: InstallRow
  stories: readonly StepStory[]
  story: StepStory
  acts: Acts
  onChoose: (step: StepId) => void
  onClose: () => void
}

/** The one dialog that is open; each says what it does before it does it. */
export function InstallDialog(props: InstallDialogProps) {
  const { open, serverName, connected, row, stories, story, acts, onChoose, onClose } = props
  const step = { step: story.id }
  // What is shown is of this plan: a button that is pressed for another one is refused.
  const [revision] = useState(row.revision)
  switch (open) {
    case 'start':
      return (
        <ActDialog
          title={`Install BinderHub on ${serverName}?`}
          submit="Run all"
          path={acts.path('start')}
          input={{ step: null, revision }}
          onClose={onClose}
        >
          <p>{startSentence(row)} Close the page or the laptop: it goes on.</p>
        </ActDialog>
      )
    case 'stop':
      return <StopDialog serverName={serverName} row={row} stories={stories} acts={acts} onClose={onClose} />
    case 'skip':
      return (
        <ActDialog
          title={`Skip “${story.title}”?`}
          submit="Skip this step"
          path={acts.path('skip')}
          input={{ ...step, skip: true }}
          onClose={onClose}
        >
          <p>
            It is left out, and nothing runs now: “Go on” continues with the step after it. You can take it in
            again at any time.
          </p>
        </ActDialog>
      )
    case 'undo':
      return (
        <ActDialog
          title={`Undo “${story.title}”?`}
          submit="Undo this step"
          tone="danger-solid"
          path={acts.path('undo')}
          input={{ ...step, revision }}
          onClose={onClose}
        >
          <p>Takes what this step is about off {serverName} again.</p>
        </ActDialog>
      )
    case 'steps':
      return (
        <Dialog title="All steps" onClose={onClose} foot={<Button onClick={onClose}>Close</Button>}>
          <FromTheShownOne>
            <StepList
              row={row}
              stories={stories}
              shown={story.id}
              connected={connected}
              onChoose={(id) => {
                onChoose(id)
                onClose()
              }}
            />
          </FromTheShownOne>
        </Dialog>
      )
  }
}

/** Opens the list where the reader is, not at its top. */
function FromTheShownOne({ children }: { children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-current] a')?.focus(), [])
  return <div ref={list}>{children}</div>
}

function startSentence(row: InstallRow): string {
  const open = row.steps.filter((step) => !isSettled(step)).length
  const steps = open === 1 ? 'One step' : `${open} steps, one after the other`
  const time = timeWords(row)
  return `${steps}${time === null ? '' : `, ${time}`}. Each is checked on the server before it counts as done.`
}
