'use client'

import { PASSWORD_MIN } from '../../lib/shared/account-api.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { makePassword } from './make-password.ts'

interface ToldPasswordFieldProps {
  label: string
  error: string | null
  value: string
  onChange: (value: string) => void
}

/** A password that is made up here for somebody else: shown, because it has to be told. */
export function ToldPasswordField({ label, error, value, onChange }: ToldPasswordFieldProps) {
  return (
    <Field
      label={label}
      hint={`At least ${PASSWORD_MIN} characters. Give it to them in person; they change it under Account.`}
      error={error}
    >
      {(control) => (
        <div className="row">
          <input
            className="inp mono"
            {...control}
            type="text"
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button onClick={() => onChange(makePassword())}>Make one</Button>
        </div>
      )}
    </Field>
  )
}
