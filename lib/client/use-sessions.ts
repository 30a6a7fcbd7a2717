'use client'

import { useMemo } from 'react'
import type { HubSessionRow } from '../shared/hub-session-row.ts'
import { type Session, sessionsOf } from '../shared/people/session.ts'
import type { PodRow } from '../shared/pod-row.ts'
import { type UsageRow, usageOfPod } from '../shared/usage-row.ts'
import { type ClusterTable, useClusterTable } from './use-cluster-table.ts'

export interface Sessions {
  sessions: readonly Session[]
  /** Where the sessions are from: without it there are none. */
  pods: ClusterTable<PodRow>
  /** Who has been idle is from here; it may be away while the pods are live. */
  hub: ClusterTable<HubSessionRow>
  /** What they hold in memory is from here; older than the pods where nobody measures any more. */
  usage: ClusterTable<UsageRow>
  /** Whether the hub says who is idle; null in the moment in which it is first asked. */
  hubAnswers: boolean | null
}

const nobody: ReadonlyMap<string, HubSessionRow> = new Map()

/**
 * Who is on a server, live: the pods with what the hub knows of them. What it knew some time ago is not told: whoever was
 * idle then may be back.
 */
export function useSessions(serverId: string): Sessions {
  const pods = useClusterTable(serverId, 'pods')
  const hub = useClusterTable(serverId, 'sessions')
  const hubAnswers = hubAnswersIn(hub)
  const known = hubAnswers ? hub.byKey : nobody
  const usage = useClusterTable(serverId, 'podUsage')
  const sessions = useMemo(
    () => sessionsOf(pods.rows, known, (pod) => usageOfPod(pod, usage.byKey)?.memoryBytes ?? null),
    [pods.rows, known, usage.byKey],
  )
  return { sessions, pods, hub, usage, hubAnswers }
}

/** Whether the hub says who is idle; null in the moment in which it is first asked. */
export function hubAnswersIn({ state, problem }: ClusterTable<HubSessionRow>): boolean | null {
  if (state === 'live') return true
  return state === 'syncing' && problem === null ? null : false
}
