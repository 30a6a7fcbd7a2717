'use client'

import { useMemo } from 'react'
import { type ClusterTable, useClusterTable } from '../../../lib/client/use-cluster-table.ts'
import type { EventRow } from '../../../lib/shared/event-row.ts'
import type { HubSessionRow } from '../../../lib/shared/hub-session-row.ts'
import { type Session, sessionsOf } from '../../../lib/shared/people/session.ts'
import type { PodRow } from '../../../lib/shared/pod-row.ts'

/** What the first page needs of a server's cluster, live while it is open. */
export interface ClusterNow {
  pods: ClusterTable<PodRow>
  events: ClusterTable<EventRow>
  hub: ClusterTable<HubSessionRow>
  /** People's sessions; those that ended or are ending are not among them. Null until all pods are known. */
  sessions: readonly Session[] | null
}

export function useClusterNow(serverId: string): ClusterNow {
  const pods = useClusterTable(serverId, 'pods')
  const events = useClusterTable(serverId, 'events')
  const hub = useClusterTable(serverId, 'sessions')
  const known = pods.state !== 'syncing'
  const sessions = useMemo(
    () => (known ? sessionsOf(pods.rows, hub.byKey).filter(({ pod }) => isTaken(pod)) : null),
    [known, pods.rows, hub.byKey],
  )
  return { pods, events, hub, sessions }
}

function isTaken({ phase, deletingAt }: PodRow): boolean {
  return deletingAt === null && phase !== 'Succeeded' && phase !== 'Failed'
}
