import type { HubSessionRow } from '../../shared/hub-session-row.ts'
import type { ObjectRef } from '../../shared/object-ref.ts'
import { idleMs, isSessionPod, type Session, sessionsOf } from '../../shared/people/session.ts'
import { AppError, type Problem } from '../../shared/problem.ts'
import type { StopBlast } from '../../shared/sessions-api.ts'
import type { ClusterTables } from '../kube/cluster-tables.ts'
import { liveRows, untilLive } from '../kube/live-rows.ts'
import { stopBlast } from './stop-blast.ts'

/** The hub has answered by then, or is not asked: stopping works without it. */
const HUB_MS = 8_000

/** What the sessions were chosen for: whoever is no longer that stays. */
export type Choice = { is: 'each' } | { is: 'repository'; url: string } | { is: 'idle'; minutes: number }

export interface ToStop {
  blast: StopBlast
  going: readonly Session[]
}

/**
 * Looks at the sessions that were chosen and says what stopping them would do now. Throws `invalid_input` for what is no
 * session, what the hub throws where only it knows who is idle, and what the cluster throws.
 */
export async function describeStop(
  clusters: Pick<ClusterTables, 'view'>,
  serverId: string,
  chosen: readonly ObjectRef[],
  choice: Choice,
  signal: AbortSignal,
): Promise<ToStop> {
  const [pods, hub] = await Promise.all([
    liveRows(clusters, serverId, 'pods', { signal }),
    hubRows(clusters, serverId, signal),
  ])
  if (choice.is === 'idle' && hub.problem !== null)
    throw new AppError(hub.problem.code, hub.problem.message, hub.problem)
  const now = Date.now()
  const all = sessionsOf(pods, hub.rows)
  const byUid = new Map(all.map((session) => [session.pod.uid, session]))
  const others = new Set(pods.filter((pod) => !isSessionPod(pod)).map(({ uid }) => uid))
  const going: Session[] = []
  const stays: StopBlast['stays'] = []
  for (const object of new Map(chosen.map((one) => [one.uid, one])).values()) {
    if (others.has(object.uid)) throw notASession(object)
    const session = byUid.get(object.uid)
    const why = session ? whyStays(session, choice, now) : 'It is gone already.'
    if (session && why === null) going.push(session)
    else stays.push({ object, why: why ?? '' })
  }
  return { blast: stopBlast({ going, stays, all, hubProblem: hub.problem, now }), going }
}

/** What the hub knows now, or why it does not say: at once where that is known already. */
async function hubRows(
  clusters: Pick<ClusterTables, 'view'>,
  serverId: string,
  signal: AbortSignal,
): Promise<{ rows: ReadonlyMap<string, HubSessionRow>; problem: Problem | null }> {
  const view = clusters.view(serverId, 'sessions')
  try {
    const { problem } = view.upstream()
    if (problem !== null) return { rows: new Map(), problem }
    await untilLive(view, signal, HUB_MS)
    const rows = view.table.rows() as HubSessionRow[]
    return { rows: new Map(rows.map((row) => [row.key, row])), problem: null }
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error
    return { rows: new Map(), problem: error.toJSON() }
  } finally {
    view.release()
  }
}

function whyStays(session: Session, choice: Choice, now: number): string | null {
  switch (choice.is) {
    case 'each':
      return null
    case 'repository':
      return session.pod.repository?.url === choice.url ? null : 'It is of another repository.'
    case 'idle': {
      const idle = idleMs(session, now)
      if (idle === null) return 'The hub does not say since when it is idle.'
      return idle > choice.minutes * 60_000 ? null : 'Somebody came back to it.'
    }
  }
}

function notASession({ name }: ObjectRef): AppError {
  return new AppError('invalid_input', `${name} is no session of a person.`, { field: 'pods' })
}
