import type { Amounts } from '../../shared/pod-row.ts'
import { AppError } from '../../shared/problem.ts'
import type { Cluster } from '../kube/cluster.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { askBinderHub, type BinderHubAnswers } from './ask-binderhub.ts'
import { countPeople } from './count-people.ts'
import { type BinderHubPlace, findBinderHub } from './find-binderhub.ts'
import { lookAtNodes, type NodeSeen } from './look-at-nodes.ts'
import { lookAtParts, type PartsSeen } from './look-at-parts.ts'
import { lookAtRevisions, type RevisionSeen } from './look-at-revisions.ts'
import { lookAtUse } from './look-at-use.ts'
import { readSeat } from './read-seat.ts'

/** Where to look, and what is known already. */
export interface HealthPlace {
  cluster: Pick<Cluster, 'get' | 'certificateEndsAt'>
  link: Pick<ServerLink, 'forward'>
  /** The namespace of the plan; null without one. */
  namespace: string | null
  /** Where BinderHub was the last time, for when the API is away. */
  known: BinderHubPlace | null
  /** Whether to read the hub's settings too, which seldom change. */
  readSeat: boolean
}

/** What one look at a cluster saw. What could not be seen is null. */
export interface HealthLook {
  /** Why the API did not answer; null when it did. */
  apiSaid: string | null
  /** Where BinderHub is; null where there is none, or where nobody could tell. */
  place: BinderHubPlace | null
  nodes: readonly NodeSeen[] | null
  parts: PartsSeen | null
  answers: BinderHubAnswers
  people: number | null
  use: Amounts | null
  /** Undefined where it was not asked for. */
  seat: Amounts | null | undefined
  certificateEndsAt: number | null
  /** What Helm keeps of its releases; null where the API did not say. */
  revisions: readonly RevisionSeen[] | null
}

/**
 * Looks at a BinderHub from all sides: what the Kubernetes API says of node and pods, and what its parts answer when they
 * are asked at their addresses in the cluster. It changes nothing. Throws what the link throws where that is what is away,
 * and `no_kubernetes`; an API that is down is a finding.
 */
export async function lookAtHealth(at: HealthPlace, signal: AbortSignal): Promise<HealthLook> {
  const { cluster, link, known } = at
  const api = await askApi(at, signal)
  const place = api.apiSaid === null ? api.place : known
  const answers = place === null ? NOTHING : await askBinderHub(link, place, signal)
  const countable = place !== null && api.apiSaid === null
  const people =
    answers.own?.people ?? (countable ? await countPeople(cluster, place.namespace, signal) : null)
  const seat =
    countable && at.readSeat
      ? await readSeat(cluster, place.namespace, signal).catch(nullUnless(signal))
      : undefined
  const revisions = countable
    ? await lookAtRevisions(cluster, place.namespace, signal).catch(nullUnless(signal))
    : null
  return { ...api, place, answers, people, seat, revisions, certificateEndsAt: cluster.certificateEndsAt }
}

/** For what is good to know and no reason to fail. */
function nullUnless(signal: AbortSignal): (error: unknown) => null {
  return (error) => {
    if (signal.aborted) throw error
    return null
  }
}

type ApiSeen = Pick<HealthLook, 'apiSaid' | 'place' | 'nodes' | 'parts' | 'use'>

async function askApi({ cluster, namespace }: HealthPlace, signal: AbortSignal): Promise<ApiSeen> {
  try {
    const [nodes, place, use] = await Promise.all([
      lookAtNodes(cluster, signal),
      findBinderHub(cluster, namespace, signal),
      lookAtUse(cluster, signal).catch(nullUnless(signal)),
    ])
    const parts = place && (await lookAtParts(cluster, place.namespace, signal))
    return { apiSaid: null, place, nodes, parts, use }
  } catch (error) {
    if (!(error instanceof AppError) || !['kube_unreachable', 'kube_refused'].includes(error.code))
      throw error
    return { apiSaid: error.said ?? error.message, place: null, nodes: null, parts: null, use: null }
  }
}

const NOTHING: BinderHubAnswers = { binder: null, own: null, proxy: null, hub: null, version: null }
