import type { HealthRow } from '../../shared/health-row.ts'
import { AppError } from '../../shared/problem.ts'
import type { Cluster } from '../kube/cluster.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { LiveTable } from '../tables/live-table.ts'
import type { BinderHubPlace } from './find-binderhub.ts'
import { healthAfter, healthWithout, unknownHealth } from './health-after.ts'
import { type HealthLook, lookAtHealth } from './look-at-health.ts'

export interface HealthWorld {
  table: LiveTable<HealthRow>
  /** The ids of all servers in the list. */
  servers(): string[]
  /** Null for a server that was forgotten meanwhile. */
  linkOf(serverId: string): Pick<ServerLink, 'state' | 'forward'> | null
  clusterOf(serverId: string): Pick<Cluster, 'get' | 'certificateEndsAt'>
  /** The namespace of the server's plan; null without one. */
  namespaceOf(serverId: string): string | null
  /** True where there may be a cluster: elsewhere nothing is asked. */
  mayHaveCluster(serverId: string): boolean
  /** Called after every look that saw something. */
  onLook?(serverId: string, look: HealthLook, after: HealthRow): void
  log(line: string): void
  now?(): number
}

/** How often a server is looked at, in milliseconds. */
export const PACE = {
  /** While somebody has a page open. */
  watched: 15_000,
  /** The same, while something does not work: its mending is waited for. */
  troubled: 5_000,
  /** While nobody looks: so that "since" is nearly true, at the price of seven small questions. */
  alone: 300_000,
  /** After something was changed on it. */
  nudged: 1_500,
}
/** So often the settings of the hub are read, and after every change made from here. */
const SEAT_MS = 300_000
/** All of one look together. */
const LOOK_MS = 40_000
/** A link that is well tells of its server every 5 s, and we hear of that within 3 more. */
const SILENT_MS = 8_500

interface Followed {
  lookedAt: number
  place: BinderHubPlace | null
  timer: NodeJS.Timeout | undefined
  looking: AbortController | null
  seatReadAt: number
  /** Something happened during a look: another is due after it. */
  again: boolean
  wasOnline: boolean
  mayHaveCluster: boolean
}

/** Keeps the health of all servers: looks at each that is connected, often while somebody watches, seldom otherwise. */
export class HealthKeeper {
  readonly #world: HealthWorld
  readonly #now: () => number
  readonly #followed = new Map<string, Followed>()
  #viewers = 0
  #closed = false

  constructor(world: HealthWorld) {
    this.#world = world
    this.#now = world.now ?? Date.now
  }

  /** Somebody begins to watch; what is returned says, once, that they have left. */
  watch = (): (() => void) => {
    this.#viewers += 1
    if (this.#viewers === 1) for (const id of this.#followed.keys()) this.#plan(id)
    let gone = false
    return () => {
      if (!gone) this.#viewers -= 1
      gone = true
    }
  }

  /** Servers or installs have changed: each server has a row, and one that has come online, or got a cluster, is looked at. */
  refresh(): void {
    if (this.#closed) return
    for (const id of this.#world.servers()) {
      const known = this.#followed.get(id)
      const followed = known ?? this.#follow(id)
      const isOnline = this.#world.linkOf(id)?.state.state === 'online'
      const mayHaveCluster = this.#world.mayHaveCluster(id)
      const isNews = isOnline !== followed.wasOnline || (mayHaveCluster && !followed.mayHaveCluster)
      followed.wasOnline = isOnline
      followed.mayHaveCluster = mayHaveCluster
      if (!isNews) continue
      if (isOnline) this.nudge(id, 0)
      else this.#rest(followed)
    }
  }

  /** Looks soon: something was changed there. */
  nudge(serverId: string, afterMs: number = PACE.nudged): void {
    const followed = this.#followed.get(serverId)
    if (!followed) return
    followed.seatReadAt = 0
    if (followed.looking) followed.again = true
    else this.#wake(serverId, followed, afterMs)
  }

  forget(serverId: string): void {
    const followed = this.#followed.get(serverId)
    if (followed) this.#rest(followed)
    this.#followed.delete(serverId)
    this.#world.table.delete(serverId)
  }

  close(): void {
    this.#closed = true
    for (const followed of this.#followed.values()) this.#rest(followed)
  }

  #follow(serverId: string): Followed {
    const made = {
      lookedAt: Number.NEGATIVE_INFINITY,
      place: null,
      timer: undefined,
      looking: null,
      seatReadAt: 0,
      again: false,
      wasOnline: false,
      mayHaveCluster: false,
    }
    this.#followed.set(serverId, made)
    this.#world.table.put(unknownHealth(serverId))
    return made
  }

  #rest(followed: Followed): void {
    clearTimeout(followed.timer)
    followed.looking?.abort()
  }

  #wake(serverId: string, followed: Followed, afterMs: number): void {
    clearTimeout(followed.timer)
    if (!this.#closed) followed.timer = setTimeout(() => void this.#look(serverId, followed), afterMs).unref()
  }

  /** When the next look is due, by who watches and by how it is. */
  #plan(serverId: string): void {
    const followed = this.#followed.get(serverId)
    if (!followed || followed.looking || !followed.wasOnline) return
    const { checks = [] } = this.#world.table.get(serverId) ?? {}
    const troubled = checks.some(({ state }) => state === 'failed' || state === 'starting')
    const pace = this.#viewers === 0 ? PACE.alone : troubled ? PACE.troubled : PACE.watched
    this.#wake(serverId, followed, Math.max(0, followed.lookedAt + pace - this.#now()))
  }

  async #look(serverId: string, followed: Followed): Promise<void> {
    const { linkOf, clusterOf, namespaceOf, mayHaveCluster, table, onLook, log } = this.#world
    const link = linkOf(serverId)
    if (followed.looking || !link || link.state.state !== 'online') return
    followed.again = false
    const before = table.get(serverId) ?? unknownHealth(serverId)
    if (!mayHaveCluster(serverId)) {
      table.put({ ...unknownHealth(serverId), found: 'none', checkedAt: this.#now() })
      followed.lookedAt = this.#now()
      this.#plan(serverId)
      return
    }
    const looking = new AbortController()
    followed.looking = looking
    const late = setTimeout(() => looking.abort(tooSlow()), LOOK_MS)
    try {
      const cluster = clusterOf(serverId)
      const readSeat = this.#now() - followed.seatReadAt > SEAT_MS
      const place = { cluster, link, namespace: namespaceOf(serverId), known: followed.place, readSeat }
      const look = await lookAtHealth(place, looking.signal)
      if (this.#followed.get(serverId) !== followed) return
      const at = this.#now()
      // What did not answer then was the link, which says so itself in a moment.
      const { state } = link
      if (state.state !== 'online' || at - state.heardAt > SILENT_MS) {
        followed.again = true
        return
      }
      followed.place = look.place
      if (look.seat !== undefined) followed.seatReadAt = at
      const after = healthAfter(before, look, at)
      table.put(after)
      onLook?.(serverId, look, after)
    } catch (error) {
      if (this.#closed || this.#followed.get(serverId) !== followed) return
      // A link that went away says so itself; what is known keeps its age.
      if (link.state.state === 'online') {
        table.put(healthWithout(before, error, this.#now()))
        if (!(error instanceof AppError)) log(`health of ${serverId}: ${String(error)}`)
      }
    } finally {
      clearTimeout(late)
      followed.looking = null
      followed.lookedAt = this.#now()
      if (followed.again) this.#wake(serverId, followed, PACE.nudged)
      else this.#plan(serverId)
    }
  }
}

function tooSlow(): AppError {
  return new AppError('remote_timed_out', `The cluster could not be asked within ${LOOK_MS / 1000} s.`)
}
