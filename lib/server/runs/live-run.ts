import { isDeepStrictEqual } from 'node:util'
import { AppError, type Problem } from '../../shared/problem.ts'
import { type RunRow, type RunState, runHasEnded } from '../../shared/run-row.ts'
import type { RunRecord, RunRecords } from './run-records.ts'
import { FileTranscript, sizeOf } from './transcript.ts'

interface Surroundings {
  records: RunRecords
  table: { put(row: RunRow): void }
  serverName(serverId: string): string | null
  now(): number
}

/** Growth of the transcript reaches the table at most this often. */
const PUT_MS = 250

/**
 * A run that has not ended, as this engine holds it: its record, its transcript, and how to reach whoever carries
 * it on. Every change of state goes through `move`, into the database and the table at once.
 */
export class LiveRun {
  readonly file: string
  readonly transcript: FileTranscript
  readonly #around: Surroundings
  #record: RunRecord
  #nudge = new AbortController()
  #stalled: Problem | null = null
  #putLater: NodeJS.Timeout | null = null

  constructor(record: RunRecord, file: string, around: Surroundings) {
    this.file = file
    this.#record = record
    this.#around = around
    this.transcript = new FileTranscript(file, { size: sizeOf(file), ended: false })
    this.transcript.onGrow(() => {
      this.#putLater ??= setTimeout(() => this.put(), PUT_MS).unref()
    })
  }

  get record(): RunRecord {
    return this.#record
  }

  get status(): RunState {
    return this.#record.status
  }

  get row(): RunRow {
    const row = rowOf(this.#record, this.transcript.size, this.#around.serverName)
    return this.#stalled ? { ...row, status: withStall(row.status, this.#stalled) } : row
  }

  /** Nothing of it was ever sent to the server. */
  get neverSent(): boolean {
    return this.status.state === 'queued' && this.status.waitsFor !== 'other-console'
  }

  /** Aborts when a person asks to cancel, so that no wait outlives the wish. */
  get nudged(): AbortSignal {
    return this.#nudge.signal
  }

  /** `startedAt` is kept where it is known already. */
  move(status: RunState, startedAt: number | null = null): void {
    const before = this.#record
    if (runHasEnded(before.status) || isDeepStrictEqual(before.status, status)) return
    this.#write({ ...before, status, startedAt: before.startedAt ?? startedAt })
    this.put()
  }

  /** The last move; what comes after it is not heard. Times are by our clock. */
  end(status: RunState, bytes: number, times: { startedAt?: number; endedAt?: number } = {}): void {
    if (runHasEnded(this.status)) return
    const startedAt = this.#record.startedAt ?? times.startedAt ?? null
    this.#write({ ...this.#record, status, startedAt, endedAt: times.endedAt ?? this.#around.now() })
    this.transcript.end(bytes)
    this.put()
  }

  /** Why nothing gets on at the moment; null as soon as something does. Not kept: a later engine finds out anew. */
  stall(problem: Problem | null): void {
    if (isDeepStrictEqual(problem, this.#stalled)) return
    this.#stalled = problem
    if (!runHasEnded(this.status)) this.put()
  }

  /** Takes the wish to cancel. Throws `run_ended` when it is too late. */
  cancel(): void {
    if (runHasEnded(this.status)) throw new AppError('run_ended', 'This run has ended already.')
    if (this.neverSent) this.end({ state: 'cancelled' }, 0)
    else this.move({ state: 'cancelling' })
    this.#nudge.abort()
    this.#nudge = new AbortController()
  }

  put(): void {
    if (this.#putLater) clearTimeout(this.#putLater)
    this.#putLater = null
    this.#around.table.put(this.row)
  }

  /** The database first: where it refuses nothing has changed, and it can be said again. */
  #write(record: RunRecord): void {
    this.#around.records.move(record)
    this.#record = record
  }
}

function withStall(status: RunState, stalled: Problem): RunState {
  switch (status.state) {
    case 'queued':
    case 'starting':
    case 'running':
    case 'cancelling':
      return { ...status, stalled }
    default:
      return status
  }
}

/** A server's present name is shown while it is known, the name of then when it was forgotten. */
export function rowOf(
  record: RunRecord,
  bytes: number,
  serverName: (serverId: string) => string | null,
): RunRow {
  return { ...record, serverName: serverName(record.serverId) ?? record.serverName, bytes }
}
