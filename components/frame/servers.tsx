'use client'

import { useParams } from 'next/navigation'
import { createContext, type ReactNode, useContext } from 'react'
import { useTable } from '../../lib/client/use-table.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'

const InitialServers = createContext<ServerRow[]>([])

/** Gives every page under it the servers as they were when the page was rendered, and live from then on. */
export function ServersProvider({ initial, children }: { initial: ServerRow[]; children: ReactNode }) {
  return <InitialServers value={initial}>{children}</InitialServers>
}

/** All servers, live. */
export function useServers() {
  return useTable('servers', useContext(InitialServers))
}

/** One server, live; undefined when there is none of that id (any more). */
export function useServer(id: string | null): ServerRow | undefined {
  const { byKey } = useServers()
  return id === null ? undefined : byKey.get(id)
}

/** The server of the address bar: `/s/:server/…`; null on pages about none, or about one that is not known. */
export function useServerId(): string | null {
  const { server } = useParams()
  const { byKey } = useServers()
  return typeof server === 'string' && byKey.has(server) ? server : null
}
