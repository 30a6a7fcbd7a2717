import { type ObjectRef, objectPath } from '../../../shared/object-ref.ts'
import { AppError, type Problem, toProblem } from '../../../shared/problem.ts'
import { refusedWith } from '../api-problems.ts'
import type { Cluster } from '../cluster.ts'
import { firstText, SHORT_BYTES } from '../first-text.ts'
import { readFacts } from './read-facts.ts'

/** What became of one request to delete. `unknown`: the answer never came, so that it may have been done or not. */
export type Asked =
  | { is: 'accepted' }
  | { is: 'gone-before' }
  | { is: 'replaced' }
  | { is: 'refused'; problem: Problem }
  | { is: 'held-back'; why: string }
  | { is: 'unknown'; problem: Problem }

/** How long one object may take to be accepted: the API answers at once, and waits for nothing. */
const BEGIN_MS = 15_000

/**
 * Asks for one object to be deleted, if it still is the one that was meant: a namesake that was born meanwhile has
 * another uid, and the API leaves it alone. Never asks twice, and never throws but when it was cancelled.
 */
export function deleteObject(
  cluster: Pick<Cluster, 'get' | 'change'>,
  object: ObjectRef,
  { force, signal }: { force: boolean; signal: AbortSignal },
): Promise<Asked> {
  const body = {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    preconditions: { uid: object.uid },
    propagationPolicy: 'Background',
    ...(force ? { gracePeriodSeconds: 0 } : {}),
  }
  return ask(cluster, object, signal, () =>
    cluster.change(objectPath(object), { method: 'DELETE', body, signal, beginMs: BEGIN_MS }),
  )
}

/** The same for a pod that may only go if the budgets of its like allow it. They do not: `held-back`. */
export function evictPod(
  cluster: Pick<Cluster, 'get' | 'change'>,
  pod: ObjectRef,
  signal: AbortSignal,
): Promise<Asked> {
  const body = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: pod.name, namespace: pod.namespace },
    deleteOptions: { preconditions: { uid: pod.uid } },
  }
  return ask(cluster, pod, signal, () =>
    cluster.change(`${objectPath(pod)}/eviction`, { method: 'POST', body, signal, beginMs: BEGIN_MS }),
  )
}

async function ask(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  signal: AbortSignal,
  call: () => ReturnType<Cluster['change']>,
): Promise<Asked> {
  try {
    // It is done with the first line of the answer; what else it says does not matter, and may break off.
    await firstText(await call(), SHORT_BYTES).catch(() => null)
    return { is: 'accepted' }
  } catch (error) {
    if (signal.aborted) return { is: 'unknown', problem: toProblem(error) }
    const status = refusedWith(error)
    // An API that is in trouble itself may have done it all the same.
    if (status === null || status >= 500) return { is: 'unknown', problem: toProblem(error) }
    switch (status) {
      case 404:
        return { is: 'gone-before' }
      case 409:
        return await conflictWith(cluster, object, signal, error)
      case 429:
        return heldBack(error) ?? { is: 'refused', problem: toProblem(error) }
      default:
        return { is: 'refused', problem: toProblem(error) }
    }
  }
}

/** Most often another object has its name by now. What else a conflict may be is said as the API says it. */
async function conflictWith(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  signal: AbortSignal,
  error: unknown,
): Promise<Asked> {
  try {
    const now = await readFacts(cluster, object, signal)
    if (now === null) return { is: 'gone-before' }
    return now.metadata.uid === object.uid ? { is: 'refused', problem: toProblem(error) } : { is: 'replaced' }
  } catch (cause) {
    return { is: 'unknown', problem: toProblem(cause) }
  }
}

/** 429 is both: a budget that does not allow it, and an API with too much to do. */
function heldBack(error: unknown): Asked | null {
  const said = error instanceof AppError ? (error.said ?? '') : ''
  return /disruption budget/i.test(said) ? { is: 'held-back', why: said.replace(/^429 /, '') } : null
}

/** An object while it ends, as far as it can be asked for. */
export type Left =
  | { is: 'gone' }
  | { is: 'ending'; until: number | null; finalizers: readonly string[] }
  /** Nobody is deleting it. */
  | { is: 'there' }

/** Looks whether an object is still there. Throws what the cluster throws. */
export async function whatIsLeft(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  signal: AbortSignal,
): Promise<Left> {
  const facts = await readFacts(cluster, object, signal)
  if (facts?.metadata.uid !== object.uid) return { is: 'gone' }
  const { deletionTimestamp, finalizers = [] } = facts.metadata
  if (deletionTimestamp === undefined) return { is: 'there' }
  return { is: 'ending', until: Date.parse(deletionTimestamp) || null, finalizers }
}
