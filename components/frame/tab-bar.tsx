'use client'

import { Menu } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useId, useRef } from 'react'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import { currentness, type Destination, phoneDestinations } from './destinations.ts'
import { usePerson } from './person.tsx'
import { useServerId } from './servers.tsx'

/** Places that have room beside "More". */
const IN_BAR = 4

/** The navigation on phones: the first places, and the others behind "More". */
export function TabBar() {
  const serverId = useServerId()
  const { role } = usePerson()
  const menuId = useId()
  const menu = useRef<HTMLDivElement>(null)
  const places = phoneDestinations(serverId, role)
  const inBar = places.length > IN_BAR + 1 ? places.slice(0, IN_BAR) : places
  const others = places.slice(inBar.length)
  return (
    <nav className="tabbar" aria-label="Pages">
      {inBar.map((place) => (
        <Place key={place.href} place={place} />
      ))}
      {others.length > 0 && (
        <>
          <button type="button" popoverTarget={menuId}>
            <Icon of={Menu} />
            <span>More</span>
          </button>
          <div id={menuId} popover="auto" className="more-menu" ref={menu}>
            {others.map((place) => (
              <Place key={place.href} place={place} onFollow={() => menu.current?.hidePopover()} />
            ))}
          </div>
        </>
      )}
    </nav>
  )
}

function Place({ place, onFollow }: { place: Destination; onFollow?: () => void }) {
  const pathname = usePathname()
  return (
    <Link
      href={place.href}
      aria-current={currentness(place, pathname)}
      {...(onFollow ? { onClick: onFollow } : {})}
    >
      <Icon of={place.icon} />
      <span>{place.label}</span>
    </Link>
  )
}
