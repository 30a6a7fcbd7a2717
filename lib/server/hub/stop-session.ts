import { setTimeout as pause } from 'node:timers/promises'
import type { ObjectRef } from '../../shared/object-ref.ts'
import { AppError, toProblem } from '../../shared/problem.ts'
import type { Cluster } from '../kube/cluster.ts'
import { type Asked, deleteObject, whatIsLeft } from '../kube/deleting/delete-object.ts'
import type { Hubs } from './open-hubs.ts'

/** After the hub said yes, its pod is on its way out within a second or two. */
const TAKES_UP_MS = 15_000
const LOOK_MS = 500

export interface HubSession {
  pod: ObjectRef
  /** The hub's own name of the person. */
  person: string
  /** Of named servers; empty for the usual one. */
  server: string
}

/** What became of a session that was to be stopped, and what a person should know of how. */
export interface Stopped {
  asked: Asked
  /** Where it went another way than by the hub: why. */
  note: string | null
}

interface Way {
  cluster: Pick<Cluster, 'get' | 'change'>
  hubs: Hubs
}

/**
 * How one deed stops its sessions: by the hub, so that its list is right at once and whoever sits there is told. What the hub
 * does not stop, for whatever reason, has its pod deleted, and that is said. A hub that was found to be away is not asked
 * again by the same deed: sixty people would be sixty deadlines. Never throws: what broke off is `unknown`.
 */
export function sessionStopper({
  cluster,
  hubs,
}: Way): (session: HubSession, signal: AbortSignal) => Promise<Stopped> {
  let away: string | null = null

  async function askHub({ pod, person, server }: HubSession, signal: AbortSignal): Promise<string | null> {
    if (away !== null) return away
    try {
      const hub = (await hubs.all(signal)).find(({ namespace }) => namespace === pod.namespace)
      if (!hub) return `No hub of the namespace ${pod.namespace} is known.`
      const path = `/users/${encodeURIComponent(person)}/${server === '' ? 'server' : `servers/${encodeURIComponent(server)}`}`
      const { status } = await hub.ask({ method: 'DELETE', path, signal })
      return whyNot(status)
    } catch (error) {
      if (!(error instanceof AppError) || signal.aborted) throw error
      // A link that is away takes the cluster with it: there is nothing to fall back to.
      if (!/^(hub_|no_hub)/.test(error.code)) throw error
      away = error.message
      return away
    }
  }

  async function stop(session: HubSession, signal: AbortSignal): Promise<Stopped> {
    // The hub knows people by name and not by uid: whoever came back under the same name is left alone.
    const before = await whatIsLeft(cluster, session.pod, signal)
    if (before.is === 'gone') return { asked: { is: 'gone-before' }, note: null }
    if (before.is === 'ending') return { asked: { is: 'accepted' }, note: null }
    const why = (await askHub(session, signal)) ?? (await lingers(cluster, session.pod, signal))
    if (why === null) return { asked: { is: 'accepted' }, note: null }
    const asked = await deleteObject(cluster, session.pod, { force: false, signal })
    return { asked, note: `${why} Its pod was deleted instead.` }
  }

  return async (session, signal) => {
    try {
      return await stop(session, signal)
    } catch (error) {
      return { asked: { is: 'unknown', problem: toProblem(error) }, note: null }
    }
  }
}

/** What the hub's answer keeps from being a yes; null for 202 and 204. */
function whyNot(status: number): string | null {
  switch (status) {
    case 202:
    case 204:
      return null
    case 400:
      return 'The hub does not stop what is only just starting.'
    case 404:
      return 'The hub does not know this session.'
    default:
      return `The hub answered ${status}.`
  }
}

/** Why the hub's yes came to nothing; null once the pod is on its way out. A hub says yes also to what it does not do. */
async function lingers(
  cluster: Pick<Cluster, 'get'>,
  pod: ObjectRef,
  signal: AbortSignal,
): Promise<string | null> {
  const deadline = performance.now() + TAKES_UP_MS
  for (;;) {
    if ((await whatIsLeft(cluster, pod, signal)).is !== 'there') return null
    if (performance.now() >= deadline) return 'The hub said that it stops it, and did not.'
    await pause(LOOK_MS, undefined, { signal })
  }
}
