'use client'

import { useState } from 'react'
import type { PastedHostKey } from '../../lib/shared/host-key-paste.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { Met } from '../../lib/shared/servers-api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { CompareHostKey } from './compare-host-key.tsx'
import { Fingerprint } from './fingerprint.tsx'

interface ConfirmHostKeyDialogProps {
  host: string
  port: number
  met: Met
  busy: boolean
  problem: Problem | null
  onConfirm: () => void
  onClose: () => void
}

/** The first meeting: nothing is sent to a server before a person has compared its key. */
export function ConfirmHostKeyDialog({
  host,
  port,
  met,
  busy,
  problem,
  onConfirm,
  onClose,
}: ConfirmHostKeyDialogProps) {
  const [compared, setCompared] = useState<PastedHostKey['verdict']>('nothing')
  const whyNot = compared === 'different' ? 'The fingerprint that you pasted is another one.' : null
  return (
    <Dialog
      title="Is this key really your server's?"
      onClose={onClose}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not my server
          </Button>
          <span className="grow" />
          <Button tone="primary" busy={busy} disabledBecause={whyNot} onClick={onConfirm}>
            They match, connect
          </Button>
        </>
      }
    >
      {problem && <ProblemNote problem={problem} />}
      <p className="sub">
        Bindery has never met {host}. Compare this fingerprint with the one on the server itself. If they
        differ, something sits between you and it.
      </p>
      <Fingerprint hostKey={met.hostKey} of={`${host}, port ${port}`} />
      <CompareHostKey hostKey={met.hostKey} onCompared={setCompared} />
      <p className="blast">
        <b>Nothing was sent yet</b>, neither your user name nor a key. If this key ever changes, Bindery stops
        and asks again.
      </p>
    </Dialog>
  )
}
