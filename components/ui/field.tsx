'use client'

import { type ReactNode, useId } from 'react'
import { Status } from './status.tsx'

/** What a control needs to belong to its label, hint and error: spread it on the input. */
export interface ControlProps {
  id: string
  'aria-invalid'?: true
  'aria-describedby'?: string
}

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong with the value, said where it is wrong. */
  error?: string | null | undefined
  children: (control: ControlProps) => ReactNode
}

/**
 * A label, a control, a hint and an error that know of each other.
 *
 * @example <Field label="User">{(control) => <input className="inp" {...control} />}</Field>
 */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const hasHint = hint !== undefined && hint !== null
  const describedBy = [error ? `${id}-error` : '', hasHint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(error ? { 'aria-invalid': true } : {}),
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
      })}
      {error && (
        <p id={`${id}-error`}>
          <Status kind="fail">{error}</Status>
        </p>
      )}
      {hasHint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
