'use client'

import type { ReactNode } from 'react'
import type { Problem } from '../../../lib/shared/problem.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { Field } from '../../ui/field.tsx'
import { fieldError } from '../../ui/field-error.ts'
import type { Address } from './address.ts'

interface AddressFieldsProps {
  address: Address
  /** Servers that this one may be reached through. */
  others: readonly ServerRow[]
  problem: Problem | null
  onChange: (change: Partial<Address>) => void
  /** A field that stands beside the user. */
  beside?: ReactNode
}

const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const

/** Host, port, user and the way there. */
export function AddressFields({ address, others, problem, onChange, beside }: AddressFieldsProps) {
  return (
    <>
      <div className="pair port">
        <Field label="Host name or address" error={fieldError(problem, 'host')}>
          {(control) => (
            <input
              {...control}
              {...plain}
              className="inp mono"
              value={address.host}
              onChange={(event) => onChange({ host: event.target.value })}
            />
          )}
        </Field>
        <Field label="SSH port" error={fieldError(problem, 'port')}>
          {(control) => (
            <input
              {...control}
              {...plain}
              className="inp mono"
              inputMode="numeric"
              value={address.port}
              onChange={(event) => onChange({ port: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className={beside ? 'pair' : undefined}>
        <Field label="User" hint="root, or someone who may use sudo" error={fieldError(problem, 'user')}>
          {(control) => (
            <input
              {...control}
              {...plain}
              className="inp mono"
              value={address.user}
              onChange={(event) => onChange({ user: event.target.value })}
            />
          )}
        </Field>
        {beside}
      </div>
      {others.length > 0 && (
        <Field
          label="Reached"
          hint={address.jump === null ? null : 'The host name is looked up from there.'}
          error={fieldError(problem, 'jump')}
        >
          {(control) => (
            <select
              {...control}
              className="inp"
              value={address.jump ?? ''}
              onChange={(event) => onChange({ jump: event.target.value || null })}
            >
              <option value="">directly</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  through {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  )
}
