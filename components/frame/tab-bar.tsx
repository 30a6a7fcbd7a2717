'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Icon } from '../ui/icon.tsx'
import { currentness, phoneDestinations } from './destinations.ts'
import { usePerson } from './person.tsx'
import { useServerId } from './servers.tsx'

/** The navigation on phones. */
export function TabBar() {
  const pathname = usePathname()
  const serverId = useServerId()
  const { role } = usePerson()
  return (
    <nav className="tabbar" aria-label="Pages">
      {phoneDestinations(serverId, role).map((place) => (
        <Link key={place.href} href={place.href} aria-current={currentness(place, pathname)}>
          <Icon of={place.icon} />
          <span>{place.label}</span>
        </Link>
      ))}
    </nav>
  )
}
