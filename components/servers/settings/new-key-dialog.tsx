'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { useBlast } from '../../runs/use-blast.ts'
import { BlastList } from '../../ui/blast.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Status } from '../../ui/status.tsx'
import { useRequest } from '../../ui/use-request.ts'
import { EditDialog } from './edit-dialog.tsx'

const nothing = {}

/** A key that Bindery makes for this server alone, put in place over the connection that is up. */
export function NewKeyDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [publicKey, setPublicKey] = useState<string | null>(null)
  const request = useRequest()
  const path = `/api/servers/${server.id}/new-key`
  const blast = useBlast(path, nothing, true)

  if (publicKey !== null)
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
            <CopyButton text={publicKey} />
          </div>
          <pre className="cmds wraps">{publicKey}</pre>
        </div>
      </Dialog>
    )
  return (
    <EditDialog
      title={`Make a new key for ${server.name}?`}
      act="Make and install it"
      request={request}
      onSubmit={() =>
        void request.run(
          () => post<{ publicKey: string }>(path, {}),
          (answer) => setPublicKey(answer.publicKey),
        )
      }
      onClose={onClose}
    >
      <p className="sub">
        Bindery makes it, adds it on the server, proves that it signs in, and uses it from then on. What it
        signed in with until now is forgotten here.
      </p>
      {blast && <BlastList blast={blast} />}
    </EditDialog>
  )
}
