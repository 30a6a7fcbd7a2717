'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ConfigRevision } from '../../lib/shared/config-api.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'

const TextDiff = dynamic(() => import('../editor/text-diff.tsx').then((file) => file.TextDiff), {
  ssr: false,
})

interface OvertakenNoteProps {
  latest: ConfigRevision
  draft: string
  /** The draft is kept, as one that knows the newer revision. */
  onKeepMine(): void
  onTakeTheirs(): void
}

/** Two people edited: what the other one saved, against what stands here, and the two ways on. */
export function OvertakenNote({ latest, draft, onKeepMine, onTakeTheirs }: OvertakenNoteProps) {
  const [compared, setCompared] = useState(false)
  return (
    <>
      <Note
        kind="warn"
        role="alert"
        actions={
          <>
            <Button onClick={() => setCompared(!compared)}>
              {compared ? 'Hide the differences' : 'Compare'}
            </Button>
            <Button onClick={onTakeTheirs}>Take revision {latest.number}, drop mine</Button>
            <Button onClick={onKeepMine}>Keep mine, as the next one</Button>
          </>
        }
      >
        <b>
          {latest.by} saved revision {latest.number} while you were typing.
        </b>{' '}
        Saving yours would leave out what it changed. Compare the two first; what you type here stays.
      </Note>
      {compared && (
        <TextDiff label={`Revision ${latest.number} against your draft`} before={latest.text} after={draft} />
      )}
    </>
  )
}
