import type { DeletionRow } from '../../../shared/deletion-row.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { AppError, toProblem } from '../../../shared/problem.ts'
import { newId } from '../../store/ids.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import { askAll } from './ask-all.ts'
import { Deletion, type DeletionTables, type How } from './deletion.ts'
import { followDeletion, type Patience, usualPatience } from './follow-deletion.ts'

/** How long one that has ended is still shown, in milliseconds. */
const SHOWN_MS = 30 * 60_000
/** And how many of them, at most. */
const SHOWN_MOST = 40

interface Deps {
  clusters: Pick<ClusterTables, 'view' | 'cluster'>
  tables: DeletionTables
  log(line: string): void
  patience?: Patience
}

export interface NewDeletion {
  serverId: string
  serverName: string
  title: string
  by: string
  objects: readonly { object: ObjectRef; what: string }[]
  how: How
}

/**
 * All deletions and drains that go on, and for a while those that have ended. They live as long as the console: after
 * a restart of it the cluster's own tables tell what is there.
 */
export class Deletions {
  readonly #deps: Deps
  readonly #going = new Map<string, { deletion: Deletion; abort: AbortController; done: Promise<void> }>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Begins at once and gives the row; the rest is told by the tables. */
  start({ serverId, serverName, title, by, objects, how }: NewDeletion): DeletionRow {
    const { clusters, tables } = this.#deps
    this.#makeRoom()
    const abort = new AbortController()
    const id = newId()
    const deletion = new Deletion({
      row: { id, serverId, serverName, title, by, startedAt: Date.now() },
      objects,
      how,
      cluster: clusters.cluster(serverId),
      tables,
      signal: abort.signal,
    })
    this.#going.set(id, { deletion, abort, done: this.#carry(deletion) })
    return deletion.row
  }

  /** Asks for nothing more. What was asked for is on its way. Throws `not_found`. */
  stop(serverId: string, id: string): DeletionRow {
    const row = this.row(serverId, id)
    if (row.endedAt === null) this.#going.get(id)?.deletion.stop()
    return row
  }

  /** Throws `not_found`: it ended long ago, or the console was restarted. */
  row(serverId: string, id: string): DeletionRow {
    const row = this.#going.get(id)?.deletion.row
    if (row?.serverId === serverId) return row
    throw new AppError('not_found', 'Bindery knows nothing of this deletion any more.', {
      hint: 'The tables show what is still there.',
    })
  }

  forgetServer(serverId: string): void {
    for (const [id, { deletion }] of this.#going) if (deletion.row.serverId === serverId) this.#drop(id)
  }

  /** Follows nothing any more; what was asked for goes on in the clusters. */
  async close(): Promise<void> {
    const all = [...this.#going.values()]
    for (const id of [...this.#going.keys()]) this.#drop(id)
    await Promise.all(all.map(({ done }) => done))
  }

  async #carry(deletion: Deletion): Promise<void> {
    const { clusters, log, patience = usualPatience } = this.#deps
    const { id, serverId, title } = deletion.row
    try {
      const view = clusters.view(serverId, 'pods')
      try {
        await askAll(deletion)
        await followDeletion(deletion, view, patience)
      } finally {
        view.release()
      }
    } catch (error) {
      log(`bug: ${title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      for (const { object } of deletion.unsettled())
        deletion.put(object.uid, { is: 'unknown', problem: toProblem(error) })
    }
    deletion.end(Date.now())
    setTimeout(() => this.#drop(id), SHOWN_MS).unref()
  }

  #makeRoom(): void {
    const ended = [...this.#going].filter(([, { deletion }]) => deletion.row.endedAt !== null)
    for (const [id] of ended.slice(0, Math.max(0, ended.length + 1 - SHOWN_MOST))) this.#drop(id)
  }

  #drop(id: string): void {
    const going = this.#going.get(id)
    this.#going.delete(id)
    going?.abort.abort()
    going?.deletion.forget()
  }
}
