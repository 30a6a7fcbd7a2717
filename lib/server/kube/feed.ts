import type { Problem } from '../../shared/problem.ts'
import type { Upstream } from '../../shared/upstream.ts'

/**
 * What viewers of a table are told of its source. Two judge: the one who reads the rows, and the one who feels the
 * API's pulse and hears first when it falls silent.
 */
export interface Feed {
  readonly upstream: Upstream
  /** When the source last gave a sign of life: milliseconds since the epoch. */
  readonly heardAt: number
  /** Called when `upstream` is another one; returns how to stop listening. */
  onChange(listener: () => void): () => void
  /** A sign of life: whoever doubted was wrong. */
  heard(): void
  live(): void
  /**
   * Not live, and why, where that is known. Whether the rows are of the past or were never all here, it knows itself;
   * they are of `readAt`, or of the last sign of life.
   */
  broken(problem: Problem | null, readAt?: number): void
  /** There is nothing behind it any more: as if it had never been live. */
  gone(problem: Problem): void
  /** Silence, before the one who reads noticed. Taken back by null and by every sign of life. */
  doubt(problem: Problem | null): void
}

/** A feed that never was live. `now`: milliseconds since the epoch. */
export function createFeed(now: () => number = Date.now): Feed {
  const listeners = new Set<() => void>()
  let own: Upstream = { state: 'syncing', since: now(), problem: null }
  let doubted: Upstream | null = null
  let heardAt = now()
  let told = own

  function tell(): void {
    const next = own.state === 'live' && doubted ? doubted : own
    if (next === told) return
    told = next
    for (const listener of [...listeners]) listener()
  }

  function become(state: Upstream['state'], since: number, problem: Problem | null): void {
    const same = own.state === state
    if (same && own.problem?.code === problem?.code && own.problem?.message === problem?.message) return
    own = { state, since: same ? own.since : since, problem }
    tell()
  }

  return {
    get upstream() {
      return told
    },
    get heardAt() {
      return heardAt
    },
    onChange(listener) {
      const entry = () => listener()
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    heard() {
      heardAt = now()
      if (!doubted) return
      doubted = null
      tell()
    },
    live() {
      heardAt = now()
      doubted = null
      become('live', heardAt, null)
      tell()
    },
    broken(problem, readAt = heardAt) {
      if (own.state === 'syncing') become('syncing', now(), problem)
      else become('stale', readAt, problem)
    },
    gone(problem) {
      become('syncing', now(), problem)
    },
    doubt(problem) {
      if (problem === null) doubted = null
      else doubted ??= { state: 'stale', since: heardAt, problem }
      tell()
    },
  }
}
