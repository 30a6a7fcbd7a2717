'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { PASSWORD_MIN } from '../../lib/shared/account-api.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { fieldError, problemBeside } from '../ui/field-error.ts'
import { Mark } from '../ui/mark.tsx'
import { PasswordInput } from '../ui/password-input.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'
import { UserNameField } from './user-name-field.tsx'

/** The first account, with the code that was printed where Bindery was started. */
export function WelcomeForm() {
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const request = useRequest()

  // The printed link carries the code behind "#", which browsers send nowhere. It leaves the address bar at once.
  useEffect(() => {
    function take() {
      const printed = new URLSearchParams(window.location.hash.slice(1)).get('code')
      if (printed === null) return
      setCode(printed)
      window.history.replaceState(null, '', window.location.pathname)
    }
    take()
    // The link opened where this page already stands changes nothing but what follows the "#".
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])

  function submit(event: FormEvent) {
    event.preventDefault()
    void request.run(
      () => post('/api/setup', { code: code.trim(), name: name.trim(), password }),
      () => window.location.assign('/servers/new'),
    )
  }

  const beside = problemBeside(request.problem, ['code', 'name', 'password'])
  const { length } = password
  return (
    <form method="post" onSubmit={submit} noValidate>
      <div>
        <p className="brand mb-5 h-auto p-0">
          <Mark />
          Bindery
        </p>
        <p className="sub mb-5">
          Bindery turns a bare server into a running BinderHub, and looks after it from then on.
        </p>
        <h1 className="say">Create the first account</h1>
        <p className="dim mt-1">It may do everything. You can add others later.</p>
      </div>
      {beside && <ProblemNote problem={beside} />}
      <Field
        label="Setup code"
        hint="printed where Bindery was started, at the end of the link"
        error={fieldError(request.problem, 'code')}
      >
        {(control) => (
          <input
            {...control}
            className="inp mono"
            autoComplete="off"
            spellCheck={false}
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <UserNameField error={fieldError(request.problem, 'name')} value={name} onChange={setName} />
      <PasswordInput
        label="Password"
        autoComplete="new-password"
        hint={
          length === 0 || length >= PASSWORD_MIN
            ? `${PASSWORD_MIN} characters or more`
            : `${length} of ${PASSWORD_MIN} characters`
        }
        error={fieldError(request.problem, 'password')}
        value={password}
        onChange={setPassword}
      />
      <Button tone="primary" type="submit" className="wide" busy={request.busy}>
        Create account and sign in
      </Button>
      <p className="hint">
        Keys and passwords of your servers are encrypted with a key of its own, kept beside the database. Back
        up both.
      </p>
    </form>
  )
}
