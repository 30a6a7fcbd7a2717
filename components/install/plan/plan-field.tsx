import type { ReactNode } from 'react'
import { type ControlProps, Field } from '../../ui/field.tsx'
import { Status } from '../../ui/status.tsx'
import type { PlanForm } from './plan-form-state.ts'

interface PlanFieldProps {
  form: PlanForm
  /** Its path in the plan: "storage.path". */
  field: string
  label: ReactNode
  hint?: ReactNode
  children: (control: ControlProps) => ReactNode
}

/** A field of the plan: what is wrong with it, what to be careful about, and why it is as proposed. */
export function PlanField({ form, field, label, hint, children }: PlanFieldProps) {
  const advice = form.adviceAt(field)
  return (
    <Field
      label={label}
      error={form.errorAt(field)}
      hint={
        advice || hint ? (
          <>
            {advice && <Status kind="warn">{advice}</Status>}
            {advice && hint && <br />}
            {hint}
          </>
        ) : null
      }
    >
      {children}
    </Field>
  )
}

/** For what a machine reads: nothing corrects it. */
export const verbatim = {
  className: 'inp mono',
  autoComplete: 'off',
  autoCapitalize: 'none',
  spellCheck: false,
} as const
