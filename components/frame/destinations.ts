import {
  Activity,
  Boxes,
  CircleUserRound,
  FileCog,
  GitCommitHorizontal,
  HardDrive,
  History,
  ListChecks,
  type LucideIcon,
  Network,
  Rocket,
  Server,
  Settings2,
  ShipWheel,
  SquareTerminal,
  Users,
} from 'lucide-react'
import type { Role } from '../../lib/shared/account-api.ts'

/** A place in the navigation. `deep`: its sub-pages belong to it. */
export interface Destination {
  href: string
  label: string
  icon: LucideIcon
  deep: boolean
}

/** What a server's navigation leads to, by group. Only what exists. */
export function serverDestinations(serverId: string, role: Role): { group: string; places: Destination[] }[] {
  const home = `/s/${serverId}`
  return [
    {
      group: 'Watch',
      places: [
        { href: home, label: 'Overview', icon: Activity, deep: false },
        { href: `${home}/launches`, label: 'Launches', icon: Rocket, deep: true },
        { href: `${home}/workloads`, label: 'Workloads', icon: Boxes, deep: true },
        { href: `${home}/runs`, label: 'Runs', icon: History, deep: true },
      ],
    },
    {
      group: 'Shape',
      places: [
        { href: `${home}/config`, label: 'Config', icon: FileCog, deep: true },
        { href: `${home}/releases`, label: 'Releases', icon: GitCommitHorizontal, deep: true },
        { href: `${home}/services`, label: 'Services', icon: Network, deep: true },
        { href: `${home}/storage`, label: 'Storage', icon: HardDrive, deep: true },
      ],
    },
    {
      group: 'Server',
      places: [
        { href: `${home}/cluster`, label: 'Cluster', icon: ShipWheel, deep: true },
        { href: `${home}/install`, label: 'Install', icon: ListChecks, deep: true },
        ...(role === 'administrator'
          ? [{ href: `${home}/terminal`, label: 'Terminal', icon: SquareTerminal, deep: true }]
          : []),
        { href: `${home}/settings`, label: 'Settings', icon: Settings2, deep: true },
      ],
    },
  ]
}

/** The bottom bar of a phone. */
export function phoneDestinations(serverId: string | null, role: Role): Destination[] {
  const servers: Destination = { href: '/servers', label: 'Servers', icon: Server, deep: true }
  const account: Destination = { href: '/account', label: 'Account', icon: CircleUserRound, deep: true }
  if (serverId !== null)
    return [...serverDestinations(serverId, role).flatMap(({ places }) => places), servers, account]
  const people: Destination = { href: '/admin', label: 'People', icon: Users, deep: true }
  const runs: Destination = { href: '/runs', label: 'Runs', icon: History, deep: true }
  return [servers, runs, ...(role === 'administrator' ? [people] : []), account]
}

/** `aria-current` for a place, seen from `pathname`. */
export function currentness({ href, deep }: Destination, pathname: string): 'page' | undefined {
  return pathname === href || (deep && pathname.startsWith(`${href}/`)) ? 'page' : undefined
}
