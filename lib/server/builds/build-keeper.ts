import { mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { BuildRow } from '../../shared/build-row.ts'
import { AppError } from '../../shared/problem.ts'
import { visible } from '../../shared/visible.ts'
import { Cluster } from '../kube/cluster.ts'
import type { Logs } from '../kube/logs/logs.ts'
import { microk8sApi } from '../kube/microk8s-api.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { LiveTable } from '../tables/live-table.ts'
import type { BuildRecords } from './build-records.ts'
import { excessBuilds } from './excess-builds.ts'
import { KeptLog, packLeft, readKept, removeKept, sweepKept } from './kept-log.ts'
import { type Recording, recordBuild } from './record-build.ts'
import { rowOfBuild } from './row-of-build.ts'
import { type BuildPod, watchBuilds } from './watch-builds.ts'

interface BuildWorld {
  records: BuildRecords
  table: LiveTable<BuildRow>
  /** Where the logs are kept. */
  folder: string
  logs: Pick<Logs, 'open'>
  linkOf(serverId: string): ServerLink | null
  servers(): string[]
  /** BinderHub was seen on this server: elsewhere nothing is watched. */
  hasBinderHub(serverId: string): boolean
  /** What no line may show: the registry's token. */
  secretsOf(serverId: string): string[]
  log(line: string): void
  now?(): number
}

/** A pod that has gone leaves its last lines on their way: so long they may take. */
const LAST_LINES_MS = 15_000
/** The log comes on another connection than the pod's phase, and may be the first to end. */
const PHASE_MS = 3_000
const PRUNE_MS = 3_600_000

/** A build that is being kept, until how it ended is written down. */
interface Kept {
  row: BuildRow
  recording: Recording
  phase: string
  /** The pod has come to its end, or has gone. */
  over: PromiseWithResolvers<void>
  late: NodeJS.Timeout | undefined
  /** Resolves when nothing of it is left to do. */
  written: Promise<void>
}

interface Watched {
  stop: AbortController
  cluster: Cluster
  /** By the pod's uid. */
  recordings: Map<string, Kept>
  /** Pods whose recording is being begun. */
  beginning: Set<string>
}

/**
 * Keeps the log of every build on every server that has a BinderHub, for as long as Bindery runs: BinderHub takes a
 * builder's pod away as soon as it ends, and what it said with it.
 */
export class BuildKeeper {
  readonly #world: BuildWorld
  readonly #now: () => number
  readonly #watched = new Map<string, Watched>()
  readonly #pruning: NodeJS.Timeout
  #closed = false

  constructor(world: BuildWorld) {
    this.#world = world
    this.#now = world.now ?? Date.now
    mkdirSync(world.folder, { recursive: true, mode: 0o700 })
    const rows = world.records.all()
    sweepKept(world.folder, new Set(rows.map(({ id }) => id)))
    for (const row of rows) world.table.put(row)
    this.#prune()
    this.#pruning = setInterval(() => this.#prune(), PRUNE_MS).unref()
  }

  /** Servers, or what is known of them, have changed: builds are watched where there may be some. */
  refresh(): void {
    if (this.#closed) return
    for (const serverId of this.#world.servers()) {
      const isWatched = this.#watched.has(serverId)
      const link = this.#world.linkOf(serverId)
      if (!isWatched && link?.state.state === 'online' && this.#world.hasBinderHub(serverId))
        this.#watch(serverId, link)
    }
  }

  /** The lines of a kept log, as they travel to pages. Throws `not_found`. */
  lines(id: string): { row: BuildRow; lines: AsyncGenerator<Uint8Array> } {
    const row = this.#world.table.get(id)
    if (!row)
      throw new AppError('not_found', 'There is no such build. Its log may have been too old to be kept.')
    return { row, lines: readKept(this.#world.folder, id) }
  }

  forget(serverId: string): void {
    this.#unwatch(serverId)
    for (const row of this.#world.table.rows()) if (row.serverId === serverId) this.#drop(row)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#pruning)
    const recordings = [...this.#watched.values()].flatMap(({ recordings: all }) => [...all.values()])
    for (const serverId of [...this.#watched.keys()]) this.#unwatch(serverId)
    await Promise.all(recordings.map(({ written }) => written))
  }

  #watch(serverId: string, link: ServerLink): void {
    // Connections of its own: those of the tables go when nobody looks.
    const cluster = new Cluster(microk8sApi(link), (host, port) => link.forward(host, port))
    const watched: Watched = {
      stop: new AbortController(),
      cluster,
      recordings: new Map(),
      beginning: new Set(),
    }
    this.#watched.set(serverId, watched)
    void watchBuilds({
      api: cluster,
      link,
      signal: watched.stop.signal,
      seen: (pod) => this.#seen(serverId, watched, pod),
      gone: (uid) => this.#gone(watched, uid),
      all: (uids) => this.#all(serverId, watched, uids),
    })
  }

  #unwatch(serverId: string): void {
    const watched = this.#watched.get(serverId)
    if (!watched) return
    this.#watched.delete(serverId)
    watched.stop.abort()
    for (const { recording, late } of watched.recordings.values()) {
      clearTimeout(late)
      recording.stop()
    }
    watched.cluster.close()
  }

  #seen(serverId: string, watched: Watched, pod: BuildPod): void {
    const { uid } = pod.metadata
    const phase = pod.status?.phase ?? ''
    const known = watched.recordings.get(uid)
    if (known) {
      known.phase = phase
      if (hasEnded(phase)) known.over.resolve()
      return
    }
    const row = this.#world.table.rows().find((each) => each.uid === uid && each.serverId === serverId)
    if (watched.beginning.has(uid) || (row && row.outcome !== 'building')) return
    watched.beginning.add(uid)
    this.#begin(serverId, watched, row ?? rowOfBuild(serverId, pod, this.#now()), phase)
      .catch((error: unknown) =>
        this.#world.log(`the log of build ${pod.metadata.name} is not kept: ${String(error)}`),
      )
      .finally(() => watched.beginning.delete(uid))
  }

  /** A log that was being kept when Bindery was stopped is begun anew: the pod still has all of it. */
  async #begin(serverId: string, watched: Watched, row: BuildRow, phase: string): Promise<void> {
    const place = { namespace: row.namespace, pod: row.pod, uid: row.uid, container: 'builder' }
    const view = this.#world.logs.open(serverId, place, 'keeper')
    const kept = await KeptLog.begin(this.#world.folder, row.id).catch((error: unknown) => {
      view.release()
      throw error
    })
    if (watched.stop.signal.aborted) {
      view.release()
      await kept.close()
      return
    }
    const recording = recordBuild(view, kept, this.#world.secretsOf(serverId))
    const over = Promise.withResolvers<void>()
    if (hasEnded(phase)) over.resolve()
    const entry: Kept = { row, recording, phase, over, late: undefined, written: Promise.resolve() }
    watched.recordings.set(row.uid, entry)
    entry.written = this.#keep(watched, entry, kept)
    this.#save(row)
  }

  /** Until the build has ended and that is written down, or Bindery stops. Never rejects. */
  async #keep(watched: Watched, entry: Kept, kept: KeptLog): Promise<void> {
    const { recording, row } = entry
    const inPart = (error: unknown) =>
      this.#world.log(`the log of build ${row.pod} is kept in part: ${String(error)}`)
    await recording.done.catch(inPart)
    try {
      if (watched.stop.signal.aborted) await kept.close()
      else await this.#end(watched, entry, kept)
    } catch (error) {
      inPart(error)
    } finally {
      clearTimeout(entry.late)
      watched.recordings.delete(row.uid)
    }
  }

  #gone(watched: Watched, uid: string): void {
    const entry = watched.recordings.get(uid)
    if (!entry) return
    entry.over.resolve()
    entry.late ??= setTimeout(() => entry.recording.stop(), LAST_LINES_MS).unref()
  }

  /** What was being built when Bindery was last here, and is not there any more: nobody saw how it ended. */
  #all(serverId: string, watched: Watched, uids: ReadonlySet<string>): void {
    for (const row of this.#world.table.rows()) {
      if (row.serverId !== serverId || row.outcome !== 'building' || uids.has(row.uid)) continue
      if (watched.recordings.has(row.uid)) this.#gone(watched, row.uid)
      else if (!watched.beginning.has(row.uid)) void this.#leave(watched, row)
    }
  }

  async #leave({ beginning }: Watched, row: BuildRow): Promise<void> {
    beginning.add(row.uid)
    const left = await packLeft(this.#world.folder, row.id).catch((error: unknown) => {
      this.#world.log(`the log of build ${row.pod} is left as it is: ${String(error)}`)
      return null
    })
    if (!this.#closed && this.#world.table.get(row.id))
      this.#save({ ...row, ...left, outcome: 'unknown', endedAt: this.#now() })
    beginning.delete(row.uid)
  }

  async #end({ stop }: Watched, entry: Kept, kept: KeptLog): Promise<void> {
    const { row, recording, over } = entry
    const { lines, outcome, telling } = recording.said()
    const bytes = await kept.finish().catch((error: unknown) => {
      this.#world.log(`the log of build ${row.pod} is not kept: ${String(error)}`)
      return 0
    })
    if (outcome === null) await Promise.race([over.promise, within(PHASE_MS, stop.signal)])
    const byPod = entry.phase === 'Succeeded' ? 'pushed' : entry.phase === 'Failed' ? 'failed' : null
    const known = byPod ?? outcome
    // Bindery stops before it is known: the pod is looked at again by the next one.
    if (stop.signal.aborted && known === null) return
    if (this.#world.table.get(row.id) === undefined) return removeKept(this.#world.folder, row.id)
    this.#save({
      ...row,
      endedAt: this.#now(),
      outcome: known ?? 'unknown',
      telling: visible(telling),
      lines,
      bytes,
    })
    this.#prune()
  }

  #save(row: BuildRow): void {
    this.#world.records.save(row)
    this.#world.table.put(row)
  }

  #prune(): void {
    for (const row of excessBuilds(this.#world.table.rows(), this.#now())) this.#drop(row)
  }

  #drop({ id }: BuildRow): void {
    this.#world.records.remove(id)
    this.#world.table.delete(id)
    removeKept(this.#world.folder, id).catch((error: unknown) =>
      this.#world.log(`build ${id}: ${String(error)}`),
    )
  }
}

function hasEnded(phase: string): boolean {
  return phase === 'Succeeded' || phase === 'Failed'
}

/** Resolves after so many milliseconds, or when the signal fires. */
function within(ms: number, signal: AbortSignal): Promise<void> {
  return pause(ms, undefined, { signal, ref: false }).catch(() => {})
}
