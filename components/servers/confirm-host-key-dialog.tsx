'use client'

import { useState } from 'react'
import type { PastedHostKey } from '../../lib/shared/host-key-paste.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { Met } from '../../lib/shared/servers-api.ts'
import { useServers } from '../frame/servers.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Note } from '../ui/note.tsx'
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
  const { rows } = useServers()
  const known = rows.find(({ hostKey }) => hostKey.sha256 === met.hostKey.sha256)
  const whyNot = compared === 'different' ? 'The fingerprint that you pasted is another one.' : null
  return (
    <FormDialog
      title="Is this key really your server's?"
      submit="They match, connect"
      leave="Not my server"
      request={{ busy, problem }}
      disabledBecause={whyNot}
      onlyByButton
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <p className="sub">
        Bindery has never been at {host}, port {port}. Compare this fingerprint with the one on the server
        itself. If they differ, something sits between you and it.
      </p>
      <Fingerprint hostKey={met.hostKey} of={`${host}, port ${port}`} />
      {known && (
        <Note kind="ok">
          <p>
            <b>
              This is the key of {known.name}, which {known.hostKey.confirmedBy} confirmed.
            </b>{' '}
            It is the same machine, or a copy of its disk.
          </p>
        </Note>
      )}
      <CompareHostKey hostKey={met.hostKey} onCompared={setCompared} />
      <p className="blast">
        <b>Nothing was sent yet</b>, neither your user name nor a key. If this key ever changes, Bindery stops
        and asks again.
      </p>
    </FormDialog>
  )
}
