'use client'

import { useSearchParams } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { Button } from '../ui/button.tsx'
import { fieldError, problemBeside } from '../ui/field-error.ts'
import { Mark } from '../ui/mark.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'
import { UserNameField } from './user-name-field.tsx'

/** User name and password. `host` is shown so that one sees which console asks. */
export function SignInForm({ host }: { host: string }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const request = useRequest()
  const used = useSearchParams().has('used')

  function submit(event: FormEvent) {
    event.preventDefault()
    void request.run(
      () => post('/api/sign-in', { name: name.trim(), password }),
      // Asked for again with a session, this address leads on to where one wanted to go.
      // Without a fragment: with one, the browser would stay on this page.
      () => window.location.replace(`${window.location.pathname}${window.location.search}`),
    )
  }

  const beside = problemBeside(request.problem, ['name', 'password'])
  return (
    <form method="post" onSubmit={submit} noValidate>
      <div>
        <p className="brand mb-5 h-auto p-0">
          <Mark />
          Bindery
        </p>
        <h1 className="say">Sign in</h1>
        <p className="dim mt-1">{host}</p>
      </div>
      {used && (
        <p className="hint">
          The link for the first visit has been used: this Bindery has an administrator. Sign in.
        </p>
      )}
      {beside && <ProblemNote problem={beside} />}
      <UserNameField error={fieldError(request.problem, 'name')} value={name} onChange={setName} />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        error={fieldError(request.problem, 'password')}
        value={password}
        onChange={setPassword}
      />
      <Button tone="primary" type="submit" className="wide" busy={request.busy}>
        Sign in
      </Button>
      {/* What was refused says it itself. */}
      {request.problem?.code !== 'wrong_sign_in' && (
        <p className="hint">
          Locked out? On the machine that runs Bindery:{' '}
          <code>npm run admin -- reset-password {name.trim() || 'NAME'}</code>
        </p>
      )}
    </form>
  )
}
