import { AppError } from '../../shared/problem.ts'
import type { Cluster } from '../kube/cluster.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { askHub, type HubAnswer, type HubQuestion } from './ask-hub.ts'
import { findHubs } from './find-hubs.ts'
import type { HubPlace } from './hub-place.ts'
import { noHub, noToken } from './hub-problems.ts'
import { readToken } from './read-token.ts'

/** One hub, to whom questions may be put. */
export interface Hub {
  readonly namespace: string
  /** Throws as `askHub`. */
  ask(question: HubQuestion): Promise<HubAnswer>
}

interface Known {
  place: HubPlace
  token: string
}

/** The hubs of the BinderHubs in one cluster. */
export interface Hubs {
  /** Throws `no_hub` where there is none, `hub_refused` where none has a token, and what the cluster throws. */
  all(signal: AbortSignal): Promise<Hub[]>
}

/**
 * Finds the hubs of a cluster when it is first asked, and remembers where they are and their tokens, in memory alone.
 * After an answer that may come of having remembered wrongly it looks again: at once where the token was not taken,
 * the next time where nobody answered.
 */
export function openHubs(cluster: Pick<Cluster, 'get'>, link: Pick<ServerLink, 'forward'>): Hubs {
  let known: Known[] | null = null

  async function look(signal: AbortSignal): Promise<Known[]> {
    const places = await findHubs(cluster, signal)
    const [first] = places
    if (!first) throw noHub()
    const found = await Promise.all(
      places.map(async (place) => ({ place, token: await readToken(cluster, place, signal) })),
    )
    // A JupyterHub of another kind may run beside BinderHub's: it is none of ours.
    const hubs = found.flatMap(({ place, token }) => (token === null ? [] : [{ place, token }]))
    if (hubs.length === 0) throw noToken(first.namespace, first.secret)
    return hubs
  }

  async function ask({ place, token }: Known, question: HubQuestion): Promise<HubAnswer> {
    try {
      return await askHub(link, place, token, question)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'hub_unreachable') known = null
      if (error.code !== 'hub_refused') throw error
      const anew = await readToken(cluster, place, question.signal)
      known = null
      // It was made anew meanwhile, by an upgrade or an install.
      if (anew === null || anew === token) throw error
      return await askHub(link, place, anew, question)
    }
  }

  return {
    async all(signal) {
      known ??= await look(signal)
      return known.map((one) => ({
        namespace: one.place.namespace,
        ask: (question) => ask(one, question),
      }))
    },
  }
}
