import type { ObjectRef } from './object-ref.ts'
import type { Problem } from './problem.ts'

/** A deletion, or a drain, from when it began until half an hour after it ended. Times are milliseconds since the epoch. */
export interface DeletionRow {
  id: string
  serverId: string
  serverName: string
  /** "Delete 3 pods", "Drain binder-01". */
  title: string
  by: string
  startedAt: number
  /** When nothing more came of it; null while it goes on. */
  endedAt: number | null
  /** Somebody has stopped it: what was not asked for yet stays. */
  stopped: boolean
  counts: DeletionCounts
}

/** How many of its objects are where. */
export interface DeletionCounts {
  all: number
  gone: number
  /** On their way out, and nothing is wrong. */
  ending: number
  /** Still there, and somebody should look. */
  trouble: number
}

/** One object of a deletion. */
export interface DeletionObjectRow {
  /** Of the row: `deletion/uid`. */
  id: string
  deletion: string
  /** Its place in the order of the deletion. */
  place: number
  object: ObjectRef
  what: string
  /** Where it went another way than was said before: how, and why. */
  note: string | null
  state: DeletionState
}

export type DeletionState =
  | { is: 'waiting' }
  | { is: 'asking' }
  /** A budget does not let it go now; it is asked again until the deadline. */
  | { is: 'held-back'; why: string }
  /** Asked, and on its way out: it has until then to end well. */
  | { is: 'ending'; until: number | null }
  /** Asked, and something keeps it: `force` offers itself for pods whose node does not answer. */
  | { is: 'kept-up'; why: string; force: boolean; holders: ObjectRef[] }
  | { is: 'gone' }
  /** It was gone before it was asked for. */
  | { is: 'gone-before' }
  /** Another with its name stands there: already replaced, left alone. */
  | { is: 'replaced' }
  | { is: 'refused'; problem: Problem }
  /** The connection broke while it was asked for: looked at again once it is back. */
  | { is: 'unknown'; problem: Problem }
  /** Looked at after the connection broke: it is there, and nobody is deleting it. */
  | { is: 'there' }
  /** Never asked for: stopped, or the connection was gone. */
  | { is: 'not-asked'; why: string }

/** True once nothing more comes of an object by itself. */
export function hasSettled({ is }: DeletionState): boolean {
  switch (is) {
    case 'waiting':
    case 'asking':
    case 'held-back':
    case 'ending':
    case 'kept-up':
    case 'unknown':
      return false
    case 'gone':
    case 'gone-before':
    case 'replaced':
    case 'refused':
    case 'there':
    case 'not-asked':
      return true
  }
}
