'use client'

import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { SetRow } from '../ui/set-row.tsx'
import { Status } from '../ui/status.tsx'
import { PasswordDialog } from './password-dialog.tsx'

/** The password, never shown; the way to another. */
export function PasswordRow() {
  const [changing, setChanging] = useState(false)
  const [changed, setChanged] = useState(false)
  return (
    <SetRow
      name="Password"
      about="a new one signs out every other device"
      value={
        <span role="status">
          {changed && <Status kind="ok">Changed. Other devices are signed out.</Status>}
        </span>
      }
    >
      <Button small onClick={() => setChanging(true)}>
        Change…
      </Button>
      {changing && (
        <PasswordDialog
          onClose={() => setChanging(false)}
          onChanged={() => {
            setChanging(false)
            setChanged(true)
          }}
        />
      )}
    </SetRow>
  )
}
