import type { ChangesRow } from '../../shared/changes-row.ts'
import type { Facts } from '../../shared/facts.ts'
import type { HealthRow } from '../../shared/health-row.ts'
import type { RunRow } from '../../shared/run-row.ts'
import type { ServerRow } from '../../shared/server-row.ts'
import type { Store } from '../store/open-store.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { createAuditedActions } from './audited-actions.ts'
import { composeChanges } from './compose-changes.ts'
import type { HealthLook } from './look-at-health.ts'
import type { RevisionSeen } from './look-at-revisions.ts'
import { changesOfParts, type Outages, outagesOver, rebootBetween } from './notice-changes.ts'
import { createSeenChanges, type SeenChanges } from './seen-changes.ts'

export interface ChangesWorld {
  store: Store
  table: LiveTable<ChangesRow>
  servers: LiveTable<ServerRow>
  runs: LiveTable<RunRow>
  now?(): number
}

/** Keeps what changed on each server: what people did from here, what was seen to happen by itself. */
export class ChangesKeeper {
  readonly #world: ChangesWorld
  readonly #seen: SeenChanges
  readonly #actionsOf: ReturnType<typeof createAuditedActions>
  readonly #now: () => number
  readonly #revisions = new Map<string, readonly RevisionSeen[]>()
  readonly #facts = new Map<string, Facts>()
  readonly #outages = new Map<string, Outages>()
  /** Which runs a server's row was made of: runs change with every line that they print. */
  readonly #ended = new Map<string, string>()

  constructor(world: ChangesWorld) {
    this.#world = world
    this.#seen = createSeenChanges(world.store)
    this.#actionsOf = createAuditedActions(world.store)
    this.#now = world.now ?? Date.now
  }

  /** Servers or runs have changed: a reboot may have been seen, a run have ended. */
  refresh(): void {
    const ended = endedRuns(this.#world.runs.rows())
    for (const { id, facts } of this.#world.servers.rows()) {
      const isNews = this.#rebooted(id, facts)
      const runs = ended.get(id) ?? ''
      if (!isNews && this.#ended.get(id) === runs) continue
      this.#ended.set(id, runs)
      this.show(id)
    }
  }

  /** A look at BinderHub: what its pods tell of the past, and what works again. */
  looked(serverId: string, look: HealthLook, after: HealthRow): void {
    if (look.revisions !== null) this.#revisions.set(serverId, look.revisions)
    const open = this.#outages.get(serverId) ?? new Map()
    this.#outages.set(serverId, open)
    const seen = [...(look.parts ? changesOfParts(look.parts) : []), ...outagesOver(open, after)]
    this.#seen.note(serverId, seen, this.#now())
    this.show(serverId)
  }

  /** Makes the row of a server anew; one that is as it was is no change. */
  show(serverId: string): void {
    const { table, runs } = this.#world
    table.put({
      serverId,
      changes: composeChanges({
        runs: runs.rows().filter((run) => run.serverId === serverId),
        actions: this.#actionsOf(serverId),
        revisions: this.#revisions.get(serverId) ?? [],
        seen: this.#seen.of(serverId),
        now: this.#now(),
      }),
    })
  }

  #rebooted(serverId: string, facts: Facts | null): boolean {
    const before = this.#facts.get(serverId) ?? null
    if (facts === null || facts === before) return false
    this.#facts.set(serverId, facts)
    const reboot = rebootBetween(before, facts)
    return reboot !== null && this.#seen.note(serverId, [reboot], this.#now())
  }

  forget(serverId: string): void {
    this.#ended.delete(serverId)
    this.#revisions.delete(serverId)
    this.#facts.delete(serverId)
    this.#outages.delete(serverId)
    this.#world.table.delete(serverId)
  }
}

/** What of the runs of each server tells whether one has ended since. */
function endedRuns(runs: readonly RunRow[]): Map<string, string> {
  const ended = new Map<string, { count: number; last: number }>()
  for (const { serverId, endedAt } of runs) {
    if (endedAt === null) continue
    const known = ended.get(serverId) ?? { count: 0, last: 0 }
    ended.set(serverId, { count: known.count + 1, last: Math.max(known.last, endedAt) })
  }
  return new Map([...ended].map(([id, { count, last }]) => [id, `${count} ${last}`]))
}
