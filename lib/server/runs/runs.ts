import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/problem.ts'
import { type RunRow, runHasEnded } from '../../shared/run-row.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { newId } from '../store/ids.ts'
import type { Store } from '../store/open-store.ts'
import type { Vault } from '../store/vault.ts'
import { carryRun } from './carry-run.ts'
import { LiveRun, rowOf } from './live-run.ts'
import { type AskSpace, diskOf, Room } from './room.ts'
import { createRunRecords, type RunRecord, type RunRecords } from './run-records.ts'
import { createRunSecrets, type RunSecrets } from './run-secrets.ts'
import { FileTranscript, sizeOf } from './transcript.ts'
import type { Transcript } from './transcript-types.ts'

interface RunsOptions {
  store: Store
  dataFolder: string
  /** The link to a server; null when there is no such server. */
  shellOf(serverId: string): ServerLink | null
  serverName(serverId: string): string | null
  table: { put(row: RunRow): void; delete(key: string): void }
  log(line: string): void
  /** Keeps the secrets of runs until these have ended. */
  vault: Vault
  now?(): number
  /** How much is free where the data folder is, in tests; otherwise what its disk says. */
  diskSpace?: AskSpace
  /** The folder on the server, in tests; otherwise /var/lib/bindery. */
  baseFolder?: string
}

interface NewRun {
  serverId: string
  title: string
  script: string
  by: string
  /** Variables of the script that nobody may see: in the transcript their values read "hidden". */
  secrets?: Record<string, string>
}

/** Of those that have ended, so many are in the table: it is sent to every tab, whole. */
const ENDED_IN_TABLE = 1000

/** The runs of one server, while any of them is carried. */
interface Queue {
  stop: AbortController
  done: Promise<void>
  /** The one that is carried now. */
  carried: LiveRun | null
}

/**
 * All runs of this console. Per server one is carried at a time, in the order they were made; the others wait.
 * The live table has those that have not ended and the last 1,000 that have; older ones are read by their id.
 */
export class Runs {
  readonly #options: RunsOptions
  readonly #records: RunRecords
  readonly #secrets: RunSecrets
  readonly #folder: string
  readonly #room: Room
  readonly #live = new Map<string, LiveRun>()
  readonly #queues = new Map<string, Queue>()
  /** Ended runs that are in the table, in the order they ended. */
  readonly #shown: string[] = []
  #stopped = false

  constructor(options: RunsOptions) {
    this.#options = options
    this.#records = createRunRecords(options.store)
    this.#secrets = createRunSecrets(options.vault)
    this.#folder = join(options.dataFolder, 'runs')
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    this.#room = new Room(options.diskSpace ?? diskOf(this.#folder))
  }

  /**
   * Writes a run down with its secrets, as part of the caller's transaction; after that `begin` it. Throws
   * `not_found` for a server that is none, `stopping`, `invalid_input` for secrets that bash cannot carry.
   *
   * @example commit(() => runs.add({ serverId, title, script, by }), (run) => ({ id: runs.begin(run).id }))
   */
  add({ serverId, title, script, by, secrets = {} }: NewRun): RunRecord {
    const link = this.#options.shellOf(serverId)
    if (!link) throw new AppError('not_found', 'This server is not in the list of Bindery any more.')
    if (this.#stopped)
      throw new AppError('stopping', 'Bindery is stopping and starts nothing new.', {
        hint: 'Try again when it is back.',
      })
    const id = newId()
    const record: RunRecord = {
      id,
      serverId,
      serverName: this.#options.serverName(serverId) ?? serverId,
      title,
      by,
      createdAt: this.#now(),
      startedAt: null,
      endedAt: null,
      status: { state: 'queued', waitsFor: this.#of(serverId).length > 0 ? 'other-run' : 'link' },
    }
    this.#records.add(record, script)
    this.#secrets.keep(id, secrets)
    return record
  }

  /** Gets a run going that was added, once that is committed: it starts as soon as it is its turn. */
  begin(record: RunRecord): RunRow {
    const run = this.#hold(record)
    run.put()
    this.#advance(record.serverId)
    return run.row
  }

  /** Takes the wish to cancel; the row tells when nothing of the run is left. Throws `not_found`, `run_ended`. */
  cancel(id: string): void {
    const run = this.#live.get(id)
    if (!run) {
      this.#record(id)
      throw new AppError('run_ended', 'This run has ended already.')
    }
    run.cancel()
    if (runHasEnded(run.status)) this.#letGoUnlessCarried(run)
  }

  /** Null where there is no such run. */
  find(id: string): RunRow | null {
    const live = this.#live.get(id)
    if (live) return live.row
    const record = this.#records.get(id)
    return record && this.#rowOf(record)
  }

  /** Throws `not_found`. */
  row(id: string): RunRow {
    const row = this.find(id)
    if (!row) throw notFound()
    return row
  }

  /** The script as it was given. Throws `not_found`. */
  script(id: string): string {
    const script = this.#records.script(id)
    if (script === null) throw notFound()
    return script
  }

  /** Throws `not_found`. */
  transcript(id: string): Transcript {
    const live = this.#live.get(id)
    if (live) return live.transcript
    const { id: known } = this.#record(id)
    return new FileTranscript(this.#file(known), { size: sizeOf(this.#file(known)), ended: true })
  }

  /** After the engine's start: fills the table, and takes up the runs that have not ended. */
  resume(): void {
    const servers = new Set<string>()
    for (const record of this.#records.lastEnded(ENDED_IN_TABLE)) {
      this.#options.table.put(this.#rowOf(record))
      this.#shown.push(record.id)
    }
    for (const record of this.#records.unfinished()) {
      if (runHasEnded(record.status)) {
        this.#options.log(`run ${record.id}: its row in the database is damaged; it is shown as lost`)
        this.#options.table.put(this.#rowOf(record))
        this.#shown.push(record.id)
        continue
      }
      this.#hold(record).put()
      servers.add(record.serverId)
    }
    for (const serverId of servers) this.#advance(serverId)
  }

  /** Stops following; what runs there goes on, and nobody here will know how it ends. */
  forgetServer(serverId: string): void {
    this.#queues.get(serverId)?.stop.abort()
    for (const run of this.#of(serverId)) {
      if (run.neverSent)
        run.end({ state: 'not-started', why: 'The server was forgotten before it was its turn.' }, 0)
      else run.end({ state: 'lost', why: 'forgotten' }, run.transcript.size)
      this.#letGoUnlessCarried(run)
    }
  }

  /** Stops following, for the engine's end. What runs on servers goes on and is found again by `resume`. */
  async stop(): Promise<void> {
    this.#stopped = true
    const queues = [...this.#queues.values()]
    for (const { stop } of queues) stop.abort()
    await Promise.all(queues.map(({ done }) => done))
  }

  /** Runs that are at work on a server, as far as is known here. */
  running(serverId: string): RunRow[] {
    return this.#of(serverId)
      .filter((run) => run.status.state !== 'queued')
      .map((run) => run.row)
  }

  #advance(serverId: string): void {
    if (this.#stopped || this.#queues.has(serverId)) return
    const queue: Queue = { stop: new AbortController(), done: Promise.resolve(), carried: null }
    this.#queues.set(serverId, queue)
    queue.done = this.#work(serverId, queue)
      .catch((error: unknown) => {
        if (!queue.stop.signal.aborted)
          this.#options.log(
            `runs of server ${serverId}: ${error instanceof Error ? error.stack : String(error)}`,
          )
      })
      .finally(() => this.#close(serverId, queue))
  }

  async #work(serverId: string, queue: Queue): Promise<void> {
    for (;;) {
      const [run] = this.#of(serverId)
      // In the same turn: a run that begins a moment later finds no queue and opens one.
      if (!run) return this.#close(serverId, queue)
      const link = this.#options.shellOf(serverId)
      if (!link) return this.forgetServer(serverId)
      const { id } = run.record
      queue.carried = run
      try {
        await carryRun({
          run,
          link,
          base: this.#options.baseFolder ?? '/var/lib/bindery',
          contents: () => ({ script: this.script(id), secrets: this.#secrets.of(id) }),
          room: this.#room,
          now: () => this.#now(),
          log: this.#options.log,
          signal: queue.stop.signal,
        })
      } finally {
        queue.carried = null
        if (runHasEnded(run.status)) this.#letGo(run)
      }
    }
  }

  #close(serverId: string, queue: Queue): void {
    if (this.#queues.get(serverId) === queue) this.#queues.delete(serverId)
  }

  /** Runs of a server that have not ended, in the order they were made. */
  #of(serverId: string): LiveRun[] {
    return [...this.#live.values()].filter(
      (run) => run.record.serverId === serverId && !runHasEnded(run.status),
    )
  }

  #hold(record: RunRecord): LiveRun {
    const { table, serverName } = this.#options
    const run = new LiveRun(record, this.#file(record.id), {
      records: this.#records,
      table,
      serverName,
      now: () => this.#now(),
    })
    this.#live.set(record.id, run)
    return run
  }

  /** A run that has ended; whoever carries it lets go of it himself, when he is done with it. */
  #letGoUnlessCarried(run: LiveRun): void {
    if (this.#queues.get(run.record.serverId)?.carried !== run) this.#letGo(run)
  }

  #letGo(run: LiveRun): void {
    const { id } = run.record
    this.#live.delete(id)
    this.#shown.push(id)
    for (const old of this.#shown.splice(0, Math.max(0, this.#shown.length - ENDED_IN_TABLE)))
      this.#options.table.delete(old)
    try {
      this.#secrets.drop(id)
    } catch (error) {
      // Nothing waits for it: the engine's next start drops them as well.
      this.#options.log(`run ${id}: its secrets stay for now: ${String(error)}`)
    }
  }

  #record(id: string): RunRecord {
    const record = this.#records.get(id)
    if (!record) throw notFound()
    return record
  }

  #rowOf(record: RunRecord): RunRow {
    return rowOf(record, sizeOf(this.#file(record.id)), this.#options.serverName)
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.log`)
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now()
  }
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such run.')
}
