import type { ProblemCode } from '../../shared/problem.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { within } from '../ssh/within.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { unreachable, wayProblem } from './api-problems.ts'
import { retryMs } from './backoff.ts'
import type { Cluster } from './cluster.ts'
import type { Feed } from './feed.ts'
import type { Reflector } from './reflector.ts'
import { rest } from './rest.ts'

/** What cannot be watched and is asked for again and again: numbers of metrics.k8s.io, what the hub knows. */
export interface Polled<Row> {
  /** Milliseconds from an answer to the next question. */
  everyMs: number
  /** How to ask one cluster. Called once for as long as the table is kept: what it remembers is forgotten with it. */
  open(cluster: Cluster, link: ServerLink): (signal: AbortSignal) => Promise<readonly Row[]>
}

export interface PollOptions<Row> {
  source: Polled<Row>
  cluster: Cluster
  link: ServerLink
  table: LiveTable<Row>
  feed: Feed
  keyOf(row: Row): string
}

/** One question, all its pages included. */
const ANSWER_MS = 45_000

/** There is nothing that could be asked, and no rows therefore: those of before are of something that is gone. */
const NOTHING_THERE: ReadonlySet<ProblemCode> = new Set(['no_kubernetes', 'no_hub', 'no_metrics'])
/** It answers, and badly: asked as rarely as what is well. */
const ANSWERS_BADLY: ReadonlySet<ProblemCode> = new Set(['kube_refused', 'hub_refused'])

/**
 * Keeps a table equal to the newest answer. It asks again `everyMs` after each answer, sooner where nobody answered,
 * and at once when the link comes back.
 */
export function poll<Row>({ source, cluster, link, table, feed, keyOf }: PollOptions<Row>): Reflector {
  const life = new AbortController()
  let round = new AbortController()
  let readAt: number | undefined

  async function live(): Promise<void> {
    const ask = source.open(cluster, link)
    for (let failures = 0; !life.signal.aborted; ) {
      round = new AbortController()
      const signal = AbortSignal.any([life.signal, round.signal])
      const asking = new AbortController()
      let waitMs = source.everyMs
      try {
        const answer = ask(AbortSignal.any([signal, asking.signal]))
        replace(await within(answer, { deadlineMs: ANSWER_MS, signal, late }))
        failures = 0
      } catch (error) {
        if (life.signal.aborted) return
        failures += 1
        waitMs = round.signal.aborted ? 0 : broken(error, failures)
      } finally {
        asking.abort()
      }
      await rest(waitMs, link, signal)
    }
  }

  function replace(rows: readonly Row[]): void {
    const there = new Set(rows.map(keyOf))
    for (const row of table.rows()) if (!there.has(keyOf(row))) table.delete(keyOf(row))
    for (const row of rows) table.put(row)
    readAt = Date.now()
    feed.live()
  }

  /** Says what went wrong; gives the milliseconds until the next try. */
  function broken(error: unknown, failures: number): number {
    const problem = wayProblem(error)
    if (NOTHING_THERE.has(problem.code)) {
      for (const row of table.rows()) table.delete(keyOf(row))
      feed.gone(problem.toJSON())
      return source.everyMs
    }
    // The pulse says that the API lives; how old these rows are it does not know.
    if (failures > 1 || link.state.state !== 'online') feed.broken(problem.toJSON(), readAt)
    return ANSWERS_BADLY.has(problem.code) ? source.everyMs : retryMs(failures, true)
  }

  const late = (): Error => unreachable(`no whole answer within ${ANSWER_MS / 1000} s`)

  void live()
  return {
    reconnect: () => round.abort(),
    stop: () => life.abort(),
  }
}
