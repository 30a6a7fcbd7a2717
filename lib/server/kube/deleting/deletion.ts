import type { DeletionObjectRow, DeletionRow, DeletionState } from '../../../shared/deletion-row.ts'
import { hasSettled } from '../../../shared/deletion-row.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import type { LiveTable } from '../../tables/live-table.ts'
import type { Cluster } from '../cluster.ts'
import type { Asked } from './delete-object.ts'

/**
 * `evict` honours the budgets of pods, and asks until the deadline: milliseconds since the epoch. `stop` asks whoever
 * made an object to end it; the note says where that went another way.
 */
export type How =
  | { is: 'delete' }
  | { is: 'force' }
  | { is: 'evict'; deadline: number }
  | {
      is: 'stop'
      ask(object: ObjectRef, signal: AbortSignal): Promise<{ asked: Asked; note: string | null }>
    }

interface DeletionStart {
  row: Omit<DeletionRow, 'counts' | 'endedAt' | 'stopped'>
  objects: readonly { object: ObjectRef; what: string }[]
  how: How
  cluster: Cluster
  tables: DeletionTables
  signal: AbortSignal
}

export interface DeletionTables {
  deletions: LiveTable<DeletionRow>
  deletionObjects: LiveTable<DeletionObjectRow>
}

/** One deletion while it goes on: its objects, each with its state, shown in the tables at every change. */
export class Deletion {
  readonly how: How
  readonly cluster: Cluster
  readonly signal: AbortSignal
  readonly #tables: DeletionTables
  readonly #rows = new Map<string, DeletionObjectRow>()
  #row: DeletionRow
  #forgotten = false

  constructor({ row, objects, how, cluster, tables, signal }: DeletionStart) {
    this.how = how
    this.cluster = cluster
    this.signal = signal
    this.#tables = tables
    this.#row = { ...row, endedAt: null, stopped: false, counts: { all: 0, gone: 0, ending: 0, trouble: 0 } }
    for (const [place, { object, what }] of objects.entries()) {
      const id = `${row.id}/${object.uid}`
      this.#rows.set(object.uid, {
        id,
        deletion: row.id,
        place,
        object,
        what,
        note: null,
        state: { is: 'waiting' },
      })
    }
    for (const each of this.#rows.values()) tables.deletionObjects.put(each)
    this.#show()
  }

  get row(): DeletionRow {
    return this.#row
  }

  objects(): readonly DeletionObjectRow[] {
    return [...this.#rows.values()]
  }

  /** Those of which more may come. */
  unsettled(): DeletionObjectRow[] {
    return this.objects().filter(({ state }) => !hasSettled(state))
  }

  object(uid: string): ObjectRef {
    return this.#of(uid).object
  }

  /** What is known of an object now, and what a person should know of how it was asked for. */
  put(uid: string, state: DeletionState, note: string | null = this.#of(uid).note): void {
    const row = { ...this.#of(uid), state, note }
    this.#rows.set(uid, row)
    if (!this.#forgotten) this.#tables.deletionObjects.put(row)
    this.#show()
  }

  /** Nothing more is asked for. */
  stop(): void {
    this.#row = { ...this.#row, stopped: true }
    this.#show()
  }

  end(now: number): void {
    this.#row = { ...this.#row, endedAt: now }
    this.#show()
  }

  /** Takes it out of the tables, for good. */
  forget(): void {
    this.#forgotten = true
    this.#tables.deletions.delete(this.#row.id)
    for (const { id } of this.#rows.values()) this.#tables.deletionObjects.delete(id)
  }

  #of(uid: string): DeletionObjectRow {
    const row = this.#rows.get(uid)
    if (!row) throw new Error(`${uid} is no object of this deletion.`)
    return row
  }

  #show(): void {
    const counts = { all: this.#rows.size, gone: 0, ending: 0, trouble: 0 }
    for (const { state } of this.#rows.values()) counts[placeOf(state)] += 1
    this.#row = { ...this.#row, counts }
    if (!this.#forgotten) this.#tables.deletions.put(this.#row)
  }
}

function placeOf({ is }: DeletionState): 'gone' | 'ending' | 'trouble' {
  switch (is) {
    case 'gone':
    case 'gone-before':
    case 'replaced':
      return 'gone'
    case 'waiting':
    case 'asking':
    case 'ending':
    case 'held-back':
      return 'ending'
    case 'kept-up':
    case 'refused':
    case 'unknown':
    case 'there':
    case 'not-asked':
      return 'trouble'
  }
}
