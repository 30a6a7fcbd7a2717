'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { useSocket } from '../../lib/client/use-socket.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { isStale, type Liveness, liveness, staleSince } from './liveness.ts'
import { usePerson } from './person.tsx'

/** How far this page can be believed, now and from second to second. */
export function useLiveness(server: ServerRow | undefined): Liveness {
  const now = useNow()
  const socket = useSocket()
  return liveness(now, socket, server?.link)
}

/**
 * Why nothing may be started on a server now, for `disabledBecause`; null when it may. Without a server: why
 * nothing may be changed in the console.
 */
export function useWhyNot(server?: ServerRow): string | null {
  const { role } = usePerson()
  const outOfReach = useOutOfReach(server)
  return role === 'viewer' ? 'You are a viewer here: you see everything and change nothing.' : outOfReach
}

/** Why nothing can be asked of a server now, whoever asks; null when it can. Without a server: of Bindery. */
export function useOutOfReach(server?: ServerRow): string | null {
  const socket = useSocket()
  if (socket.state === 'lost') return 'This page has lost its connection to Bindery.'
  if (server !== undefined && server.link.state !== 'online') return `${server.name} is not connected.`
  return null
}

/** Since when what is known is of the past, in milliseconds since the epoch; null while it is not. */
export function useStaleSince(server: ServerRow | undefined): number | null {
  return staleSince(useLiveness(server))
}

/** True while the page shows the past. */
export function useStale(server: ServerRow | undefined): boolean {
  return isStale(useLiveness(server))
}
