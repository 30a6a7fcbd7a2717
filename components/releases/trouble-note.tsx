'use client'

import { useState } from 'react'
import type { ReleaseTrouble } from '../../lib/shared/releases-api.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { RepairDialog } from './repair-dialog.tsx'
import { troubleWords } from './trouble-words.ts'

/** A release that is stuck: what happened, why, and the one step out of it. */
export function TroubleNote({ serverId, trouble }: { serverId: string; trouble: ReleaseTrouble }) {
  const [open, setOpen] = useState(false)
  const whyNot = useWhyNot(useServer(serverId))
  const { fact, why, act } = troubleWords(trouble)
  return (
    <>
      <Note
        kind="fail"
        actions={
          <Button tone="primary" disabledBecause={whyNot} onClick={() => setOpen(true)}>
            {act}
          </Button>
        }
      >
        <b>{fact}</b> {why}
      </Note>
      {open && <RepairDialog serverId={serverId} trouble={trouble} onClose={() => setOpen(false)} />}
    </>
  )
}
