import type { InstallRow } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { carryInstall } from './carry-install.ts'
import { Install } from './install.ts'
import { createInstallRecords } from './records/install-records.ts'
import { type InstallWorld, PATIENCE, type Patience, REGISTRY_TOKEN } from './world.ts'

interface InstallerOptions extends Omit<InstallWorld, 'records' | 'now' | 'patience'> {
  /** The ids of all servers in the list. */
  servers(): string[]
  now?(): number
  /** In tests. */
  patience?: Partial<Patience>
}

/** The work on one server's wish. */
interface Work {
  stop: AbortController
  done: Promise<void>
}

/** All installs of this console: one per server, each carried by itself while it has a wish. */
export class Installer {
  readonly world: InstallWorld
  readonly #servers: () => string[]
  readonly #installs = new Map<string, Install>()
  readonly #work = new Map<string, Work>()
  readonly #online = new Set<string>()
  #stopped = false

  constructor({ servers, patience, now, ...rest }: InstallerOptions) {
    this.#servers = servers
    this.world = {
      ...rest,
      now: () => now?.() ?? Date.now(),
      records: createInstallRecords(rest.store),
      patience: { ...PATIENCE, ...patience },
    }
  }

  /** Throws `not_found` for a server that is not in the list. */
  of(serverId: string): Install {
    const known = this.#installs.get(serverId)
    if (known) return known
    if (!this.world.linkOf(serverId)) throw new AppError('not_found', 'There is no such server.')
    const made = new Install(serverId, this.world)
    this.#installs.set(serverId, made)
    return made
  }

  /** Carries a server's wish, unless it is carried already. Said once the wish is committed. */
  go(serverId: string): void {
    const install = this.of(serverId)
    install.nudge()
    if (this.#stopped || this.#work.has(serverId)) return
    const stop = new AbortController()
    const done = carryInstall(install, stop.signal)
      .catch((error: unknown) => this.world.log(`install of ${serverId}: ${String(error)}`))
      .finally(() => {
        this.#work.delete(serverId)
        // A wish that came in the very moment that the last one ended.
        if (!this.#stopped && this.world.linkOf(serverId) && this.world.records.wishes.of(serverId))
          this.go(serverId)
      })
    this.#work.set(serverId, { stop, done })
  }

  /** After the engine's start, and after that of the runs: shows every server, and goes on with what was wished. */
  resume(): void {
    this.refresh()
    for (const serverId of this.world.records.wishes.servers())
      if (this.world.linkOf(serverId)) this.go(serverId)
  }

  /**
   * Servers or runs have changed: every server has a row, those that go are shown anew, and one that has come online
   * is looked at.
   */
  refresh(): void {
    if (this.#stopped) return
    for (const serverId of this.#servers()) {
      const isNew = !this.#installs.has(serverId)
      const install = this.of(serverId)
      if (isNew || this.#work.has(serverId)) install.put()
      this.#lookWhenBack(install)
    }
  }

  /**
   * Looks, from now on, where there is something to look for, and gives the row: it says where the look failed.
   * `recentMs`: a look of so long ago is enough. Throws `not_found`.
   */
  async check(serverId: string, recentMs: number | null = null): Promise<InstallRow> {
    const install = this.of(serverId)
    if (this.world.records.plans.of(serverId)?.plan)
      await (recentMs === null ? install.freshLook() : install.recentLook(recentMs)).catch(() => {})
    return install.row()
  }

  /** The plan as it was saved last, with what belongs to it. */
  saved(serverId: string): { plan: Plan | null; registryToken: string | null } {
    const { records, vault } = this.world
    return {
      plan: records.plans.of(serverId)?.plan ?? null,
      registryToken: vault.get(serverId, REGISTRY_TOKEN),
    }
  }

  /** Nothing more is known of this server. */
  forget(serverId: string): void {
    this.#work.get(serverId)?.stop.abort()
    this.#installs.get(serverId)?.close()
    this.#installs.delete(serverId)
    this.#online.delete(serverId)
    this.world.table.delete(serverId)
  }

  /** For the engine's end. What is wished stays, and `resume` goes on with it. */
  async stop(): Promise<void> {
    this.#stopped = true
    const working = [...this.#work.values()]
    for (const { stop } of working) stop.abort()
    await Promise.all(working.map(({ done }) => done))
    for (const install of this.#installs.values()) install.close()
  }

  #lookWhenBack({ serverId }: Install): void {
    const isOnline = this.world.linkOf(serverId)?.state.state === 'online'
    if (!isOnline) {
      this.#online.delete(serverId)
      return
    }
    if (this.#online.has(serverId)) return
    this.#online.add(serverId)
    this.check(serverId).catch((error: unknown) => this.world.log(`install of ${serverId}: ${String(error)}`))
  }
}
