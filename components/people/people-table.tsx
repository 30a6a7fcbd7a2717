'use client'

import { useState } from 'react'
import type { UserRow } from '../../lib/shared/account-api.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { NewPasswordDialog } from './new-password-dialog.tsx'
import { RemovePersonDialog } from './remove-person-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { usePeople } from './use-people.ts'
import './people.css'

type Open = { what: 'role' | 'password' | 'remove'; person: UserRow } | null

/** Everybody who may sign in, with what can be changed about them. */
export function PeopleTable() {
  const people = usePeople()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const rows = [...(people.data ?? [])].sort((a, b) => a.name.localeCompare(b.name))

  return (
    <>
      {people.error && (
        <ProblemNote
          problem={toProblem(people.error)}
          action={
            <Button small busy={people.isFetching} onClick={() => void people.refetch()}>
              Try again
            </Button>
          }
        />
      )}
      <div className="tw">
        <table className="tbl people">
          <caption className="vh">People who may sign in</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">Last seen</th>
              <th scope="col" className="num">
                <span className="vh">Changes</span>
              </th>
            </tr>
          </thead>
          {people.isPending && <SkeletonRows columns={4} rows={2} />}
          <tbody>
            {rows.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  {person.name}
                  {person.you && <span className="dim"> (you)</span>}
                </th>
                <td>{person.role === 'administrator' ? 'Administrator' : 'Viewer'}</td>
                <td>
                  {person.lastSeenAt === null ? (
                    <span className="dim">never</span>
                  ) : (
                    <Age at={person.lastSeenAt} />
                  )}
                </td>
                <td className="num">
                  <Changes person={person} rows={rows} onOpen={(what) => setOpen({ what, person })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open?.what === 'role' && <RoleDialog person={open.person} onClose={close} />}
      {open?.what === 'password' && <NewPasswordDialog person={open.person} onClose={close} />}
      {open?.what === 'remove' && <RemovePersonDialog person={open.person} onClose={close} />}
    </>
  )
}

interface ChangesProps {
  person: UserRow
  rows: UserRow[]
  onOpen: (what: 'role' | 'password' | 'remove') => void
}

function Changes({ person, rows, onOpen }: ChangesProps) {
  const whyNot = useWhyNot()
  const administrators = rows.filter((row) => row.role === 'administrator').length
  const last =
    person.role === 'administrator' && administrators === 1
      ? `${person.name} is the only administrator: somebody has to stay one.`
      : null
  const of = <span className="vh"> of {person.name}</span>
  return (
    <span className="row acts">
      <Button small tone="quiet" disabledBecause={whyNot ?? last} onClick={() => onOpen('role')}>
        Role…{of}
      </Button>
      <Button
        small
        tone="quiet"
        disabledBecause={whyNot ?? (person.you ? 'You change your own password under Account.' : null)}
        onClick={() => onOpen('password')}
      >
        New password…{of}
      </Button>
      <Button small tone="danger" disabledBecause={whyNot ?? last} onClick={() => onOpen('remove')}>
        Remove…<span className="vh"> {person.name}</span>
      </Button>
    </span>
  )
}
