'use client'

import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { fieldError, problemBeside } from '../ui/field-error.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'
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
    if (secret === '') return
    void request.run(() => post(`/api/servers/${server.id}/secret`, { [asked]: secret }), onClose)
  }

  const beside = problemBeside(request.problem, [asked])
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={send}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not now
          </Button>
          <span className="grow" />
          <Button
            tone="primary"
            type="submit"
            busy={request.busy}
            disabledBecause={secret === '' ? 'Type it first.' : null}
          >
            Connect
          </Button>
        </>
      }
    >
      {beside && <ProblemNote problem={beside} />}
      <Field
        label={label(server)}
        error={fieldError(request.problem, asked)}
        hint={
          server.keepsSecrets
            ? 'Kept encrypted in the data folder of Bindery.'
            : 'Kept in memory only: after a restart of Bindery it is asked for again.'
        }
      >
        {(control) => (
          <input
            {...control}
            className="inp"
            type="password"
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  )
}
