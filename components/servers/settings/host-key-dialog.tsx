'use client'

import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CompareHostKey } from '../compare-host-key.tsx'
import { Fingerprint } from '../fingerprint.tsx'

/** The confirmed key in full, to compare again at any time. */
export function HostKeyDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  return (
    <Dialog
      title={`The host key of ${server.name}`}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <Fingerprint hostKey={server.hostKey} of={`${server.host}, port ${server.port}`} />
      <CompareHostKey hostKey={server.hostKey} onCompared={() => undefined} />
      <p className="hint">
        If the server shows another key, Bindery stops before it sends anything and asks you here whether to
        replace this one.
      </p>
    </Dialog>
  )
}
