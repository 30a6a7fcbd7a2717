import type { AppError } from '../../shared/problem.ts'
import { unreachable, wayProblem } from './api-problems.ts'
import type { Feed } from './feed.ts'
import { firstText, SHORT_BYTES } from './first-text.ts'
import type { Api } from './list-and-watch.ts'

/** Together under 5 s: so long a page may show something as live that is not. */
const EVERY_MS = 2_000
const PATIENCE_MS = 2_500
/** Silent for so long, a watch is taken for dead even where its connection says nothing. */
const GIVE_UP_MS = 15_000

export interface Patient {
  feed: Feed
  reconnect(): void
}

/**
 * Feels the pulse of an API while somebody looks: a quiet watch and a dead one look the same. Whoever heard something
 * by other ways meanwhile is not in doubt. Returns how to stop.
 */
export function feelPulse(api: Api, patients: () => Iterable<Patient>): () => void {
  const life = new AbortController()
  let timer: NodeJS.Timeout | undefined

  async function feel(): Promise<void> {
    const began = Date.now()
    const problem = await probe()
    if (life.signal.aborted) return
    for (const { feed, reconnect } of patients()) {
      if (problem === null) feed.heard()
      else if (feed.heardAt < began) {
        feed.doubt(problem.toJSON())
        if (feed.upstream.state === 'stale' && Date.now() - feed.heardAt > GIVE_UP_MS) reconnect()
      }
    }
    timer = setTimeout(feel, EVERY_MS)
  }

  async function probe(): Promise<AppError | null> {
    const patience = new AbortController()
    const late = setTimeout(() => patience.abort(), PATIENCE_MS)
    try {
      const signal = AbortSignal.any([life.signal, patience.signal])
      await firstText(await api.get('/readyz', { signal }), SHORT_BYTES)
      return null
    } catch (error) {
      return patience.signal.aborted ? unreachable(`silent for ${PATIENCE_MS / 1000} s`) : wayProblem(error)
    } finally {
      clearTimeout(late)
    }
  }

  timer = setTimeout(feel, EVERY_MS)
  return () => {
    life.abort()
    clearTimeout(timer)
  }
}
