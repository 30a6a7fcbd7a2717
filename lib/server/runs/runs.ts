import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import { type RunRow, runHasEnded } from '../../shared/run-row.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { newId } from '../store/ids.ts'
import type { Store } from '../store/open-store.ts'
import type { Vault } from '../store/vault.ts'
import { carryRun } from './carry-run.ts'
import { secretsFile } from './launch-run.ts'
import { LiveRun, rowOf } from './live-run.ts'
import { createRunRecords, type RunRecord, type RunRecords } from './run-records.ts'
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
  /** Keeps the secrets of runs until these have ended. Runs with secrets need it. */
  vault?: Vault
  now?(): number
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

/** Under which the vault has the secret variables of a run, as JSON. */
const VARIABLES = 'run-variables'
const variables = z.record(z.string(), z.string())

/** All runs of this console. Per server one is carried at a time, in the order they were made; the others wait. */
export class Runs {
  readonly #options: RunsOptions
  readonly #records: RunRecords
  readonly #folder: string
  readonly #live = new Map<string, LiveRun>()
  readonly #queues = new Map<string, { stop: AbortController; done: Promise<void> }>()
  #stopped = false

  constructor(options: RunsOptions) {
    this.#options = options
    this.#records = createRunRecords(options.store)
    this.#folder = join(options.dataFolder, 'runs')
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
  }

  /** Makes a run; it begins as soon as it is its turn. Throws `not_found` for a server that is none. */
  start({ serverId, title, script, by, secrets = {} }: NewRun): RunRow {
    const link = this.#options.shellOf(serverId)
    if (!link) throw new AppError('not_found', 'This server is not in the list of Bindery any more.')
    if (this.#stopped)
      throw new AppError('stopping', 'Bindery is stopping and starts nothing new.', {
        hint: 'Try again when it is back.',
      })
    const id = newId()
    this.#keepSecrets(id, secrets)
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
    const run = this.#hold(record)
    run.put()
    this.#advance(serverId)
    return run.row
  }

  /** Takes the wish to cancel; the row tells when nothing of the run is left. Throws `not_found`, `run_ended`. */
  async cancel(id: string): Promise<void> {
    const run = this.#live.get(id)
    if (run) run.cancel()
    else if (this.#record(id)) throw new AppError('run_ended', 'This run has ended already.')
    if (run && runHasEnded(run.status)) this.#letGo(run)
  }

  /** Throws `not_found`. */
  row(id: string): RunRow {
    return this.#live.get(id)?.row ?? this.#rowOf(this.#record(id))
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

  /** After the engine's start: shows every run, and takes up those that have not ended. */
  resume(): void {
    const servers = new Set<string>()
    for (const record of this.#records.all()) {
      if (runHasEnded(record.status)) {
        // The engine may have died between a run's end and this.
        this.#options.vault?.dropAll(record.id)
        this.#options.table.put(this.#rowOf(record))
      } else {
        this.#hold(record).put()
        servers.add(record.serverId)
      }
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
      this.#letGo(run)
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
    const stop = new AbortController()
    const done = this.#work(serverId, stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted)
          this.#options.log(
            `runs of server ${serverId}: ${error instanceof Error ? error.stack : String(error)}`,
          )
      })
      .finally(() => this.#queues.delete(serverId))
    this.#queues.set(serverId, { stop, done })
  }

  async #work(serverId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const [run] = this.#of(serverId)
      if (!run) return
      const link = this.#options.shellOf(serverId)
      if (!link) return this.forgetServer(serverId)
      const { id } = run.record
      const secrets = this.#secretsOf(id)
      await carryRun({
        run,
        link,
        base: this.#options.baseFolder ?? '/var/lib/bindery',
        script: this.script(id),
        secrets,
        now: () => this.#now(),
        log: this.#options.log,
        signal,
      })
      this.#letGo(run)
    }
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

  #letGo(run: LiveRun): void {
    this.#live.delete(run.record.id)
    this.#options.vault?.dropAll(run.record.id)
  }

  #keepSecrets(id: string, secrets: Record<string, string>): void {
    if (Object.keys(secrets).length === 0) return
    secretsFile(secrets)
    if (!this.#options.vault) throw new TypeError('Runs with secrets need a vault')
    this.#options.vault.put(id, VARIABLES, JSON.stringify(secrets), true)
  }

  #secretsOf(id: string): Record<string, string> {
    const kept = this.#options.vault?.get(id, VARIABLES)
    return kept ? variables.parse(JSON.parse(kept)) : {}
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
