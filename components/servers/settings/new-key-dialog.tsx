'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { useBlast } from '../../runs/use-blast.ts'
import { BlastList } from '../../ui/blast.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { Status } from '../../ui/status.tsx'
import { useRequest } from '../../ui/use-request.ts'

const nothing = {}

/** What `new-key` answers; `oldKeyRemoved` is null where Bindery had made none before. */
interface Made {
  publicKey: string
  oldKeyRemoved: boolean | null
}

/** A key that Bindery makes for this server alone, put in place over the connection that is up. */
export function NewKeyDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null)
  const [oldKey] = useState(server.publicKey)
  const request = useRequest()
  const path = `/api/servers/${server.id}/new-key`
  const blast = useBlast(path, nothing, true)

  if (made !== null)
    return (
      <Dialog
        title="Bindery signs in with the new key"
        onClose={onClose}
        foot={
          <>
            <span className="grow" />
            <Button onClick={onClose}>Close</Button>
          </>
        }
      >
        <Status kind="ok">Proved by signing in with it</Status>
        <div className="field">
          <div className="row">
            <span className="lbl grow">Its public half, as it stands on the server</span>
            <CopyButton text={made.publicKey} />
          </div>
          <pre className="cmds wraps">{made.publicKey}</pre>
        </div>
        <OldKey removed={made.oldKeyRemoved} line={oldKey} user={server.user} />
      </Dialog>
    )
  return (
    <FormDialog
      title={`Make a new key for ${server.name}?`}
      submit="Make and install it"
      request={request}
      onSubmit={() => void request.run(() => post<Made>(path, {}), setMade)}
      onClose={onClose}
    >
      <p className="sub">
        Bindery makes it, adds it on the server, proves that it signs in, and uses it from then on. What it
        signed in with until now is forgotten here.
      </p>
      {blast && <BlastList blast={blast} />}
    </FormDialog>
  )
}

/** What became of the key that Bindery used before. */
function OldKey({ removed, line, user }: { removed: boolean | null; line: string | null; user: string }) {
  if (removed === null) return null
  if (removed)
    return <Status kind="ok">The old key was taken off the server: it opens nothing any more</Status>
  return (
    <>
      <Note kind="warn">
        <p>
          <b>The old key still opens the server.</b> Bindery uses it no more, but could not take it off.
          Remove this line from <code>~/.ssh/authorized_keys</code> of {user}:
        </p>
      </Note>
      {line !== null && (
        <div className="field">
          <div className="row">
            <span className="lbl grow">The line to remove</span>
            <CopyButton text={line} />
          </div>
          <pre className="cmds wraps">{line}</pre>
        </div>
      )}
    </>
  )
}
