export type Lane = 'person' | 'work'

/** The right to have one session open. Give it back exactly once, in one of two ways. */
export interface Lease {
  release(): void
  /** The server would not open it: it allows fewer than we thought. */
  refused(): void
}

/** What sshd has opened it may open again: after so long without a refusal one session more is tried. */
const REGROW_MS = 60_000

interface Waiting {
  lane: Lane
  grant(lease: Lease): void
  reject(reason: unknown): void
}

/**
 * How many sessions may be open on one connection, and who is next. sshd allows ten (MaxSessions); we use eight,
 * two of them only for what a person waits for. First come, first served in each lane. A server that refuses one
 * gets fewer, and after each quiet minute one more, up to what we began with.
 */
export class SessionBudget {
  #budget: number
  readonly #most: number
  #shrunkAt = 0
  #inUse = { person: 0, work: 0 }
  #waiting: Waiting[] = []
  #closed: { reason: unknown } | null = null

  constructor(budget = 8) {
    this.#budget = budget
    this.#most = budget
  }

  get counts(): { inUse: number; budget: number; waiting: number } {
    return {
      inUse: this.#inUse.person + this.#inUse.work,
      budget: this.#budget,
      waiting: this.#waiting.length,
    }
  }

  /** Waits for a session. `again`: it was refused a moment ago and keeps its place in front. */
  take(lane: Lane, options: { signal: AbortSignal; again?: boolean }): Promise<Lease> {
    const { signal, again = false } = options
    return new Promise<Lease>((resolve, reject) => {
      if (this.#closed) return reject(this.#closed.reason)
      if (signal.aborted) return reject(signal.reason)
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== entry)
        reject(signal.reason)
      }
      const entry: Waiting = {
        lane,
        reject,
        grant: (lease) => {
          signal.removeEventListener('abort', leave)
          resolve(lease)
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      if (again) this.#waiting.unshift(entry)
      else this.#waiting.push(entry)
      this.#serve()
    })
  }

  /** Nobody gets a session any more; those who wait are told why. */
  close(reason: unknown): void {
    this.#closed ??= { reason }
    for (const { reject } of this.#waiting.splice(0)) reject(reason)
  }

  #serve(): void {
    const quietMs = performance.now() - this.#shrunkAt
    if (this.#budget < this.#most && quietMs >= REGROW_MS) {
      this.#budget += 1
      this.#shrunkAt = performance.now()
    }
    for (const entry of [...this.#waiting]) {
      if (!this.#isFree(entry.lane)) continue
      this.#waiting = this.#waiting.filter((other) => other !== entry)
      entry.grant(this.#lease(entry.lane))
    }
  }

  #isFree(lane: Lane): boolean {
    const { person, work } = this.#inUse
    const kept = this.#budget >= 4 ? 2 : this.#budget >= 2 ? 1 : 0
    return person + work < this.#budget && (lane === 'person' || work < this.#budget - kept)
  }

  #lease(lane: Lane): Lease {
    this.#inUse[lane] += 1
    let held = true
    const giveBack = (shrink: boolean) => {
      if (!held) return
      held = false
      this.#inUse[lane] -= 1
      if (shrink) {
        this.#budget = Math.min(this.#budget, Math.max(1, this.#inUse.person + this.#inUse.work))
        this.#shrunkAt = performance.now()
      }
      this.#serve()
    }
    return { release: () => giveBack(false), refused: () => giveBack(true) }
  }
}
