'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Role } from '../../lib/shared/account-api.ts'

/** Who looks at this page. What they may do is decided by the engine; the page only says so beforehand. */
export interface Person {
  name: string
  role: Role
}

const PersonContext = createContext<Person | null>(null)

/** Says who is signed in to everything inside; they stay the same while the page lives, as another role signs out. */
export function PersonProvider({ person, children }: { person: Person; children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>
}

/** The signed-in person. Only inside the console's frame. */
export function usePerson(): Person {
  const person = useContext(PersonContext)
  if (person === null) throw new Error('usePerson needs the PersonProvider of app/(console)/layout.tsx')
  return person
}
