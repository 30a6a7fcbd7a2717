'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { changePasswordInput, PASSWORD_MIN } from '../../lib/shared/account-api.ts'
import { usePerson } from '../frame/person.tsx'
import { fieldError } from '../ui/field-error.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { useCheckedRequest } from '../ui/use-checked-request.ts'
import { useRequest } from '../ui/use-request.ts'

/** Another password, by whoever knows the present one. */
export function PasswordDialog({ onClose, onChanged }: { onClose: () => void; onChanged: () => void }) {
  const { name } = usePerson()
  const [typed, setTyped] = useState({ current: '', next: '' })
  const sending = useRequest()
  const request = useCheckedRequest(sending)
  const queries = useQueryClient()

  function edit(part: Partial<typeof typed>) {
    request.clear()
    setTyped({ ...typed, ...part })
  }

  function change() {
    const input = request.check(changePasswordInput, typed)
    if (input === null) return
    void sending.run(
      () => post('/api/account/password', input),
      () => {
        void queries.invalidateQueries({ queryKey: ['sessions'] })
        onChanged()
      },
    )
  }

  return (
    <FormDialog
      title="Change your password"
      submit="Change the password"
      request={request}
      fields={['current', 'next']}
      onSubmit={change}
      onClose={onClose}
    >
      {/* For password managers: whose password this is. */}
      <input hidden name="username" autoComplete="username" value={name} readOnly />
      <PasswordInput
        label="Present password"
        autoComplete="current-password"
        error={fieldError(request.problem, 'current')}
        value={typed.current}
        onChange={(current) => edit({ current })}
      />
      <PasswordInput
        label="New password"
        autoComplete="new-password"
        hint={`At least ${PASSWORD_MIN} characters; four words that do not belong together are good and can be remembered.`}
        error={fieldError(request.problem, 'next')}
        value={typed.next}
        onChange={(next) => edit({ next })}
      />
      <p className="blast">
        <b>Signs out</b> your other devices. <b>Keeps</b> this one signed in, and all work on servers going.
      </p>
    </FormDialog>
  )
}
