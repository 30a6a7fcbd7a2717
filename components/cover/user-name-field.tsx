'use client'

import { Field } from '../ui/field.tsx'

interface UserNameFieldProps {
  error: string | null
  value: string
  onChange: (value: string) => void
}

/** The name of an account of the console, which a password manager may fill in. */
export function UserNameField({ error, value, onChange }: UserNameFieldProps) {
  return (
    <Field label="User name" error={error}>
      {(control) => (
        <input
          {...control}
          className="inp"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
