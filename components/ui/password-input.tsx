'use client'

import { Field } from './field.tsx'

interface PasswordInputProps {
  label: string
  /** `new-password` where one is chosen, so that password managers offer to make one. */
  autoComplete: 'current-password' | 'new-password'
  hint?: string | null
  error: string | null
  value: string
  onChange: (value: string) => void
}

/** A password of the console itself, which a password manager may keep. */
export function PasswordInput({ label, autoComplete, hint, error, value, onChange }: PasswordInputProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <input
          {...control}
          className="inp"
          type="password"
          name="password"
          required
          autoComplete={autoComplete}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
