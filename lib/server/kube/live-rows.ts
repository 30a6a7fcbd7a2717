import { AppError } from '../../shared/problem.ts'
import type { ClusterTableName, ClusterTableRows } from '../../shared/table-names.ts'
import { cancelled } from '../ssh/failures.ts'
import { unreachable } from './api-problems.ts'
import type { ClusterTables } from './cluster-tables.ts'
import type { TableView } from './watched-cluster.ts'

/** Longer than a list of thousands of pods takes, shorter than a person waits for an answer. */
const DEADLINE_MS = 15_000

/**
 * All rows of a cluster's table as they are now: those that everybody sees, where somebody looks, and otherwise read
 * for this. Rows of the past are never given. Throws why there are none (`kube_unreachable`, what the link throws),
 * after 15 s at the latest.
 */
export async function liveRows<Name extends ClusterTableName>(
  clusters: Pick<ClusterTables, 'view'>,
  serverId: string,
  name: Name,
  { signal, deadlineMs = DEADLINE_MS }: { signal: AbortSignal; deadlineMs?: number },
): Promise<readonly ClusterTableRows[Name][]> {
  const view = clusters.view(serverId, name)
  try {
    await untilLive(view, signal, deadlineMs)
    // A view is of the rows that its name says; their type is lost on the way through the map of all tables.
    return view.table.rows() as unknown as ClusterTableRows[Name][]
  } finally {
    view.release()
  }
}

/** Resolves once a view shows what is there now. Throws as `liveRows`. */
export function untilLive(view: TableView, signal: AbortSignal, deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (view.upstream().state === 'live') settle(resolve)
    }
    const stop = view.onUpstream(look)
    const timer = setTimeout(() => {
      const { problem } = view.upstream()
      settle(() =>
        reject(problem ? new AppError(problem.code, problem.message, problem) : tooSlow(deadlineMs)),
      )
    }, deadlineMs)
    const giveUp = (): void => settle(() => reject(cancelled(signal)))
    const settle = (end: () => void): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      stop()
      end()
    }
    signal.addEventListener('abort', giveUp)
    if (signal.aborted) giveUp()
    else look()
  })
}

function tooSlow(deadlineMs: number): AppError {
  return unreachable(`not all objects were read within ${deadlineMs / 1000} s`)
}
