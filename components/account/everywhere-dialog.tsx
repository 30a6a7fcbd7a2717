'use client'

import { post } from '../../lib/client/request.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useRequest } from '../ui/use-request.ts'

/** Asks before all sessions end, the one that asks included. */
export function EverywhereDialog({ devices, onClose }: { devices: number; onClose: () => void }) {
  const request = useRequest()
  return (
    <FormDialog
      title="Sign out everywhere?"
      submit={`Sign out ${devices === 1 ? 'this device' : `all ${devices} devices`}`}
      tone="danger-solid"
      leave="Stay signed in"
      request={request}
      onSubmit={() =>
        void request.run(
          () => post('/api/account/sessions/end', { which: 'all' }),
          () => window.location.assign('/sign-in'),
        )
      }
      onClose={onClose}
    >
      <p>
        Ends every session of yours, this one too. You sign in again with your password. Work on servers goes
        on.
      </p>
    </FormDialog>
  )
}
