'use client'

import { Field } from '../../ui/field.tsx'

interface PasswordFieldProps {
  label: string
  hint?: string
  error: string | null
  value: string
  onChange: (value: string) => void
}

/** A secret of the server: never offered to the browser's own password store. */
export function PasswordField({ label, hint, error, value, onChange }: PasswordFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          className="inp"
          type="password"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
