import type { HubSessionRow } from '../../shared/hub-session-row.ts'
import type { Polled } from '../kube/poll.ts'
import { listSessions } from './list-sessions.ts'
import { openHubs } from './open-hubs.ts'

/** The hub itself learns of activity every five minutes: asking more often would not make it newer. */
const EVERY_MS = 20_000

/** Who is on it, as the hubs of a cluster know it, while somebody looks. */
export const hubSessions: Polled<HubSessionRow> = {
  everyMs: EVERY_MS,
  open(cluster, link) {
    const hubs = openHubs(cluster, link)
    return async (signal) => {
      const rows: HubSessionRow[] = []
      for (const hub of await hubs.all(signal)) rows.push(...(await listSessions(hub, signal)))
      return rows
    }
  },
}
