'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { useSocket } from '../../lib/client/use-socket.ts'
import { useTable } from '../../lib/client/use-table.ts'
import { runHasEnded } from '../../lib/shared/run-row.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { type ServerStatus, serverStatus } from '../servers/server-status.ts'
import { useHealths } from './healths.tsx'
import { liveness, staleSince } from './liveness.ts'

/** How any server is, in a word, now and from second to second. */
export function useStatusOf(): (server: ServerRow) => ServerStatus {
  const now = useNow()
  const socket = useSocket()
  const { rows: runs } = useTable('runs')
  const { byKey: installs } = useTable('installs')
  const healths = useHealths()
  return (server) =>
    serverStatus(
      server,
      {
        runs: runs.filter((run) => run.serverId === server.id && !runHasEnded(run.status)),
        install: installs.get(server.id),
        health: healths.get(server.id),
      },
      now,
      staleSince(liveness(now, socket, server.link)),
    )
}
