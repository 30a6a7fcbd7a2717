import type { DiskRow } from '../../shared/disk-row.ts'
import { AppError, toProblem } from '../../shared/problem.ts'
import type { Cluster } from '../kube/cluster.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { Store } from '../store/open-store.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { diskRowOf } from './disk-row-of.ts'
import { createDiskSamples, type DiskSamples } from './disk-samples.ts'
import { type DiskFolders, measureDisk } from './measure-disk.ts'

export interface DiskWorld {
  store: Store
  table: LiveTable<DiskRow>
  servers(): string[]
  /** Null for a server that was forgotten meanwhile. */
  linkOf(serverId: string): ServerLink | null
  clusterOf(serverId: string): Pick<Cluster, 'get'>
  foldersOf(serverId: string): DiskFolders
  /** The name of its node; null while that is not known. */
  nodeOf(serverId: string): string | null
  mayHaveCluster(serverId: string): boolean
  log(line: string): void
  now?(): number
}

const EVERY_MS = 30 * 60_000
/** After it came online: whoever waits for the first sight of a server goes first. */
const SETTLED_MS = 5_000

interface Followed {
  timer: NodeJS.Timeout | undefined
  measuring: Promise<void> | null
  /** When it was tried last since it is ready; what fails once mostly goes on to. */
  triedAt: number
  ready: boolean
}

/** Measures the disks of all servers that have a cluster, every half hour while they are connected, and on demand. */
export class DiskKeeper {
  readonly #world: DiskWorld
  readonly #samples: DiskSamples
  readonly #now: () => number
  readonly #followed = new Map<string, Followed>()
  readonly #life = new AbortController()

  constructor(world: DiskWorld) {
    this.#world = world
    this.#samples = createDiskSamples(world.store)
    this.#now = world.now ?? Date.now
  }

  /** Servers or installs have changed: each has a row, and what was not measured for half an hour is. */
  refresh(): void {
    if (this.#life.signal.aborted) return
    for (const id of this.#world.servers()) {
      const followed = this.#followed.get(id) ?? this.#follow(id)
      const ready = this.#world.linkOf(id)?.state.state === 'online' && this.#world.mayHaveCluster(id)
      if (ready === followed.ready) continue
      followed.ready = ready
      followed.triedAt = 0
      if (ready) this.#plan(id, followed)
      else clearTimeout(followed.timer)
    }
  }

  /** Measures now, or waits for the measuring that is under way. Throws what came in its way. */
  async measure(serverId: string): Promise<DiskRow> {
    const followed = this.#followed.get(serverId)
    if (!followed) throw new AppError('not_found', 'There is no such server.')
    await this.#measured(serverId, followed)
    const row = this.#world.table.get(serverId)
    if (!row) throw new AppError('not_found', 'There is no such server.')
    if (row.problem) throw new AppError(row.problem.code, row.problem.message, row.problem)
    return row
  }

  forget(serverId: string): void {
    clearTimeout(this.#followed.get(serverId)?.timer)
    this.#followed.delete(serverId)
    this.#world.table.delete(serverId)
  }

  close(): void {
    this.#life.abort()
    for (const { timer } of this.#followed.values()) clearTimeout(timer)
  }

  #follow(serverId: string): Followed {
    const made = { timer: undefined, measuring: null, triedAt: 0, ready: false }
    this.#followed.set(serverId, made)
    this.#world.table.put(diskRowOf(serverId, this.#samples.of(serverId)))
    return made
  }

  #plan(serverId: string, followed: Followed): void {
    clearTimeout(followed.timer)
    if (!followed.ready || this.#life.signal.aborted) return
    const last = Math.max(followed.triedAt, this.#world.table.get(serverId)?.measuredAt ?? 0)
    const wait = Math.max(SETTLED_MS, last + EVERY_MS - this.#now())
    followed.timer = setTimeout(() => void this.#measured(serverId, followed), wait).unref()
  }

  #measured(serverId: string, followed: Followed): Promise<void> {
    followed.measuring ??= this.#measure(serverId, followed).finally(() => {
      followed.measuring = null
      if (this.#followed.get(serverId) === followed) this.#plan(serverId, followed)
    })
    return followed.measuring
  }

  async #measure(serverId: string, followed: Followed): Promise<void> {
    const { table, linkOf, clusterOf, foldersOf, nodeOf, log } = this.#world
    const before = table.get(serverId) ?? diskRowOf(serverId, null)
    const isThere = (): boolean => this.#followed.get(serverId) === followed && !this.#life.signal.aborted
    followed.triedAt = this.#now()
    table.put({ ...before, measuring: true })
    try {
      const link = linkOf(serverId)
      if (!link) throw new AppError('offline', 'There is no connection to the server now.')
      const { signal } = this.#life
      const asked = { folders: foldersOf(serverId), node: nodeOf(serverId), signal }
      const { disks, parts } = await measureDisk(link, clusterOf(serverId), asked)
      if (!isThere()) return
      if (disks.length === 0)
        throw new AppError('remote_failed', 'The server did not say how full its disks are.')
      this.#samples.add(serverId, this.#now(), disks, parts)
      table.put(diskRowOf(serverId, this.#samples.of(serverId)))
    } catch (error) {
      if (!isThere()) return
      if (!(error instanceof AppError)) log(`disks of ${serverId}: ${String(error)}`)
      table.put({ ...before, measuring: false, problem: toProblem(error) })
    }
  }
}
