'use client'

import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { fieldError } from '../ui/field-error.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useRequest } from '../ui/use-request.ts'
import { PasswordField } from './add/password-field.tsx'
import { type SecretField, secretAskedFor } from './refusal-remedy.ts'

const words: Record<SecretField, { title: string; label: (server: ServerRow) => string }> = {
  password: { title: 'Type the password', label: ({ user, name }) => `Password of ${user} on ${name}` },
  passphrase: {
    title: 'Type the passphrase',
    label: ({ name }) => `Passphrase of the key for ${name}`,
  },
  sudoPassword: {
    title: 'Type the sudo password',
    label: ({ user, name }) => `sudo password of ${user} on ${name}`,
  },
}

/** Asks for what Bindery keeps in memory only, or has wrong. */
export function SecretDialog({
  server,
  problem,
  onClose,
}: {
  server: ServerRow
  problem: Problem
  onClose: () => void
}) {
  const [secret, setSecret] = useState('')
  const request = useRequest()
  const asked = secretAskedFor(server, problem)
  const { title, label } = words[asked]

  function send() {
    void request.run(() => post(`/api/servers/${server.id}/secret`, { [asked]: secret }), onClose)
  }

  return (
    <FormDialog
      title={title}
      submit="Connect"
      request={request}
      fields={[asked]}
      disabledBecause={secret === '' ? 'Type it first.' : null}
      onSubmit={send}
      onClose={onClose}
    >
      <PasswordField
        label={label(server)}
        error={fieldError(request.problem, asked)}
        hint={
          server.keepsSecrets
            ? 'Kept encrypted in the data folder of Bindery.'
            : 'Kept in memory only: after a restart of Bindery it is asked for again.'
        }
        value={secret}
        onChange={setSecret}
      />
    </FormDialog>
  )
}
