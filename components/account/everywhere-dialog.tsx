'use client'

import { post } from '../../lib/client/request.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'

/** Asks before all sessions end, the one that asks included. */
export function EverywhereDialog({ devices, onClose }: { devices: number; onClose: () => void }) {
  const request = useRequest()
  return (
    <Dialog
      title="Sign out everywhere?"
      onClose={onClose}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Stay signed in
          </Button>
          <span className="grow" />
          <Button
            tone="danger-solid"
            busy={request.busy}
            onClick={() =>
              void request.run(
                () => post('/api/account/sessions/end', { which: 'all' }),
                () => window.location.assign('/sign-in'),
              )
            }
          >
            Sign out {devices === 1 ? 'this device' : `all ${devices} devices`}
          </Button>
        </>
      }
    >
      <p>
        Ends every session of yours, this one too. You sign in again with your password. Work on servers goes
        on.
      </p>
      {request.problem && <ProblemNote problem={request.problem} />}
    </Dialog>
  )
}
