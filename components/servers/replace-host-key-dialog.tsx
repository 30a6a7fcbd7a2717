'use client'

import { useCallback, useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { useNow } from '../../lib/client/use-now.ts'
import { formatTime } from '../../lib/shared/format.ts'
import type { PastedHostKey } from '../../lib/shared/host-key-paste.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import type { Met } from '../../lib/shared/servers-api.ts'
import { Button } from '../ui/button.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { useRequest } from '../ui/use-request.ts'
import { CompareHostKey } from './compare-host-key.tsx'
import { Fingerprint } from './fingerprint.tsx'

/** The server shows another key than the confirmed one: both side by side, and the explicit way to replace it. */
export function ReplaceHostKeyDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const now = useNow()
  const [met, setMet] = useState<Met | null>(null)
  const [compared, setCompared] = useState<PastedHostKey['verdict']>('nothing')
  const [ticked, setTicked] = useState(false)
  const meeting = useRequest()
  const replacing = useRequest()
  const meet = meeting.run
  const { host, port, hostKey: old } = server
  const jump = server.jump?.id ?? null

  const ask = useCallback(
    () => void meet(() => post<Met>('/api/servers/meet', { host, port, jump }), setMet),
    [meet, host, port, jump],
  )
  useEffect(ask, [ask])

  const back = met?.hostKey.sha256 === old.sha256
  const of = `${host}, port ${port}`

  function act() {
    if (met === null) return
    const request = back
      ? () => post(`/api/servers/${server.id}/connect`, {})
      : () => post(`/api/servers/${server.id}/host-key`, { old: old.sha256, hostKey: met.hostKey.sha256 })
    void replacing.run(request, onClose)
  }

  return (
    <FormDialog
      title={back ? 'The confirmed key is back' : 'This is not the key you confirmed'}
      submit={back ? 'Connect' : 'Replace the key and connect'}
      tone={back ? 'primary' : 'danger-solid'}
      leave="Keep the old key"
      request={replacing}
      disabledBecause={
        met === null ? 'The new key is not known yet.' : back ? null : whyNot(compared, ticked)
      }
      onlyByButton
      onSubmit={act}
      onClose={onClose}
    >
      {meeting.problem && (
        <ProblemNote
          problem={meeting.problem}
          action={
            <Button small busy={meeting.busy} onClick={ask}>
              Ask it again
            </Button>
          }
        />
      )}
      <p className="sub">
        Bindery stopped before it sent anything. A reinstalled server has a new key; so has somebody who sits
        between you and it. Was the server reinstalled?
      </p>
      <div className="field">
        <span className="lbl">
          The key that {old.confirmedBy} confirmed, <TimeText>{formatTime(old.confirmedAt, now)}</TimeText>
        </span>
        <Fingerprint hostKey={old} of={of} />
      </div>
      {met === null && meeting.busy && <SkeletonLines lines={2} />}
      {met && !back && (
        <>
          <div className="field">
            <span className="lbl">The key that answers there now</span>
            <Fingerprint hostKey={met.hostKey} of={of} suspicious />
          </div>
          <CompareHostKey hostKey={met.hostKey} onCompared={setCompared} />
          <label className="opt">
            <input type="checkbox" checked={ticked} onChange={(event) => setTicked(event.target.checked)} />
            <span>I compared the new fingerprint with the one on the server itself.</span>
          </label>
        </>
      )}
    </FormDialog>
  )
}

function whyNot(compared: PastedHostKey['verdict'], ticked: boolean): string | null {
  if (compared === 'different') return 'The fingerprint that you pasted is another one.'
  return compared === 'same' || ticked ? null : 'Compare the new fingerprint with the server first.'
}
