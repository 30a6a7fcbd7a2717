'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { hubAnswersIn } from '../../lib/client/use-sessions.ts'
import type { HubSessionRow } from '../../lib/shared/hub-session-row.ts'
import { isSessionPod, keyOfSession, type Session } from '../../lib/shared/people/session.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'

interface Known {
  byKey: ReadonlyMap<string, HubSessionRow>
  hubAnswers: boolean | null
}

const KnownToTheHub = createContext<Known | null>(null)
const nobody: ReadonlyMap<string, HubSessionRow> = new Map()

/** Lists below it tell of sessions what the hub knows: who is idle, and who is known to nobody. */
export function HubKnows({ serverId, children }: { serverId: string; children: ReactNode }) {
  const hub = useClusterTable(serverId, 'sessions')
  const hubAnswers = hubAnswersIn(hub)
  const known = useMemo(
    () => ({ byKey: hubAnswers ? hub.byKey : nobody, hubAnswers }),
    [hub.byKey, hubAnswers],
  )
  return <KnownToTheHub value={known}>{children}</KnownToTheHub>
}

/** A pod as somebody's session; null where it is none, or where nobody asks the hub. */
export function useSessionOf(pod: PodRow): { session: Session; hubAnswers: boolean | null } | null {
  const known = useContext(KnownToTheHub)
  if (known === null || !isSessionPod(pod)) return null
  const hub = known.byKey.get(keyOfSession(pod)) ?? null
  return { session: { pod, hub, memoryBytes: null }, hubAnswers: known.hubAnswers }
}
