'use client'

import { CircleUserRound, Server } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useTable } from '../../lib/client/use-table.ts'
import { runHasEnded } from '../../lib/shared/run-row.ts'
import { installCount } from '../install/install-word.ts'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import { currentness, serverDestinations } from './destinations.ts'
import { useHealths } from './healths.tsx'
import { HomeLink } from './home-link.tsx'
import { usePerson } from './person.tsx'
import { ServerSwitch } from './server-switch.tsx'
import { useServers } from './servers.tsx'

/** The board at the left of a server's pages. */
export function Nav({ serverId }: { serverId: string }) {
  const pathname = usePathname()
  const person = usePerson()
  const { rows: servers } = useServers()
  const { rows: runs } = useTable('runs')
  const { byKey: installs } = useTable('installs')
  const { rows: terminals } = useTable('terminals')
  const working = runs.filter((run) => run.serverId === serverId && !runHasEnded(run.status)).length
  const people = useHealths().get(serverId)?.people ?? 0
  const shells = terminals.filter(
    (row) => row.serverId === serverId && row.by === person.name && row.state.is !== 'ended',
  ).length
  const counts: Record<string, string | null> = {
    Launches: people > 0 ? String(people) : null,
    Runs: working > 0 ? `${working} now` : null,
    Terminal: shells > 0 ? `${shells}` : null,
    Install: installCount(installs.get(serverId)),
  }
  return (
    <nav className="nav" aria-label="Server pages">
      <HomeLink />
      <ServerSwitch serverId={serverId} />
      {serverDestinations(serverId, person.role).map(({ group, places }) => (
        <div key={group}>
          <h2>{group}</h2>
          <ul>
            {places.map((place) => (
              <li key={place.href}>
                <Link href={place.href} aria-current={currentness(place, pathname)}>
                  <Icon of={place.icon} />
                  {place.label}
                  {counts[place.label] && <span className="c">{counts[place.label]}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <ul className="foot">
        <li>
          <Link href="/servers">
            <Icon of={Server} />
            All servers
            <span className="c">{servers.length}</span>
          </Link>
        </li>
        <li>
          <Link href="/account">
            <Icon of={CircleUserRound} />
            <span className="ell">{person.name}</span>
            <span className="c">{person.role === 'administrator' ? 'admin' : 'viewer'}</span>
          </Link>
        </li>
      </ul>
    </nav>
  )
}
