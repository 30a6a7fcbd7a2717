'use client'

import { CircleUserRound, History, Users } from 'lucide-react'
import { Icon } from '../ui/icon.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { usePerson } from './person.tsx'

/** The ways from pages that are not about one server; on phones the bottom bar has them. */
export function SoloLinks() {
  const { name, role } = usePerson()
  return (
    <nav className="row hide-s" aria-label="Console">
      <LinkButton tone="quiet" small href="/runs">
        <Icon of={History} small />
        Runs
      </LinkButton>
      {role === 'administrator' && (
        <LinkButton tone="quiet" small href="/admin">
          <Icon of={Users} small />
          People
        </LinkButton>
      )}
      <LinkButton tone="quiet" small href="/account">
        <Icon of={CircleUserRound} small />
        <span className="ell max-w-48">{name}</span>
      </LinkButton>
    </nav>
  )
}
