import { setTimeout as pause } from 'node:timers/promises'
import type { DeletionObjectRow } from '../../../shared/deletion-row.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import type { TableView } from '../watched-cluster.ts'
import { whatIsLeft } from './delete-object.ts'
import type { Deletion } from './deletion.ts'
import { OVERDUE_MS } from './guard.ts'
import { whyKept } from './why-kept.ts'

/** How patient a deletion is, in milliseconds. */
export interface Patience {
  /** Between two looks at what no table tells of. */
  everyMs: number
  /** After this long nobody looks any more; what is there then stays where it was last seen. */
  followMs: number
}

export const usualPatience: Patience = { everyMs: 2_000, followMs: 15 * 60_000 }
/** An API that does not answer is asked less often. */
const LONGEST_MS = 10_000

/**
 * Sees every object through to its end: pods by the rows that everybody follows, all others by looking. What the
 * connection took the answer of is looked at as soon as there is an answer to be had, and not asked for again.
 */
export async function followDeletion(deletion: Deletion, view: TableView, patience: Patience): Promise<void> {
  const ended = new AbortController()
  const signal = AbortSignal.any([deletion.signal, ended.signal])
  const deadline = Date.now() + patience.followMs
  const seen = new Set<string>()
  const byRows = (): void => {
    takeRows(deletion, view, seen)
    if (deletion.unsettled().length === 0) ended.abort()
  }
  const stops = [view.table.onFlush(byRows), view.onUpstream(byRows)]
  try {
    byRows()
    let waitMs = patience.everyMs
    while (!signal.aborted && Date.now() < deadline) {
      const answered = await lookAtRest(deletion, view, seen, signal)
      waitMs = answered ? patience.everyMs : Math.min(LONGEST_MS, waitMs * 2)
      if (deletion.unsettled().length === 0) return
      await pause(waitMs, undefined, { signal }).catch(() => {})
    }
  } finally {
    for (const stop of stops) stop()
  }
}

/** What the live rows tell of pods that were asked to end. Rows of the past tell nothing. */
function takeRows(deletion: Deletion, view: TableView, seen: Set<string>): void {
  if (view.upstream().state !== 'live') return
  for (const { object, state } of deletion.unsettled()) {
    if (object.kind !== 'Pod') continue
    const pod = podOf(view, object.uid)
    if (pod) seen.add(object.uid)
    if (state.is !== 'ending' && state.is !== 'kept-up') continue
    if (!pod && seen.has(object.uid)) deletion.put(object.uid, { is: 'gone' })
    else if (pod && pod.deletingAt !== null && state.is === 'ending' && state.until !== pod.deletingAt)
      deletion.put(object.uid, { is: 'ending', until: pod.deletingAt })
  }
}

/** Looks at what no row tells of; false where the cluster did not answer. */
async function lookAtRest(
  deletion: Deletion,
  view: TableView,
  seen: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<boolean> {
  for (const row of deletion.unsettled().filter((one) => needsLook(one, seen))) {
    try {
      await look(deletion, row, view, signal)
    } catch {
      // Not a word about the object: it is looked at again.
      return false
    }
  }
  return true
}

function needsLook({ object, state }: DeletionObjectRow, seen: ReadonlySet<string>): boolean {
  if (state.is === 'unknown') return true
  if (state.is !== 'ending' && state.is !== 'kept-up') return false
  if (object.kind !== 'Pod' || !seen.has(object.uid)) return true
  return state.is === 'ending' && state.until !== null && Date.now() > state.until + OVERDUE_MS
}

async function look(
  deletion: Deletion,
  { object, state }: DeletionObjectRow,
  view: TableView,
  signal: AbortSignal,
): Promise<void> {
  const left = await whatIsLeft(deletion.cluster, object, signal)
  if (left.is === 'gone') deletion.put(object.uid, { is: state.is === 'unknown' ? 'gone' : left.is })
  else if (left.is === 'there') deletion.put(object.uid, state.is === 'unknown' ? { is: 'there' } : state)
  else {
    const pods = view.table.rows() as readonly object[] as readonly PodRow[]
    const kept = await whyKept(deletion.cluster, object, left, pods, signal)
    deletion.put(object.uid, kept ?? { is: 'ending', until: left.until })
  }
}

function podOf(view: TableView, uid: string): PodRow | undefined {
  return view.table.get(uid) as PodRow | undefined
}
