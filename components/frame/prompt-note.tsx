'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { LinkPrompt } from '../../lib/shared/link-state.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { useWhyNot } from './use-liveness.ts'

// Rarely needed: fetched when opened, not with the page.
const PromptDialog = dynamic(() =>
  import('../servers/prompt-dialog.tsx').then((module) => module.PromptDialog),
)

/** The server asks something that only a person can answer. */
export function PromptNote({ server, prompt }: { server: ServerRow; prompt: LinkPrompt }) {
  const [open, setOpen] = useState(false)
  const whyNot = useWhyNot()
  return (
    <>
      <Note
        kind="wait"
        role="alert"
        actions={
          <Button small disabledBecause={whyNot} onClick={() => setOpen(true)}>
            Answer…
          </Button>
        }
      >
        <p>
          <b>{server.name} asks a question before it lets Bindery in.</b> Bindery cannot answer it by itself.
        </p>
      </Note>
      {open && <PromptDialog server={server} prompt={prompt} onClose={() => setOpen(false)} />}
    </>
  )
}
