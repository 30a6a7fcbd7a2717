'use client'

import { useId } from 'react'
import type { Role } from '../../lib/shared/account-api.ts'

const choices: { role: Role; title: string; means: string }[] = [
  { role: 'viewer', title: 'Viewer', means: 'Sees everything but secrets. Changes nothing.' },
  {
    role: 'administrator',
    title: 'Administrator',
    means: 'Changes everything: root on every server in the list, and the people here.',
  },
]

/** What somebody may do, each choice with what it means. */
export function RoleField({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const name = useId()
  return (
    <fieldset>
      <legend className="lbl">Role</legend>
      {choices.map(({ role, title, means }) => (
        <label key={role} className="opt">
          <input type="radio" name={name} checked={value === role} onChange={() => onChange(role)} />
          <span>
            <b>{title}</b>
            <span className="hint">{means}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
