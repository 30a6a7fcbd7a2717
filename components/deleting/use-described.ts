'use client'

import { useCallback, useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { grownSince, readFingerprint } from '../../lib/shared/blast-size.ts'
import type { GuardedBlast } from '../../lib/shared/deleting-api.ts'
import { type Problem, toProblem } from '../../lib/shared/problem.ts'

/** How often it is asked again what would break, while somebody reads it. */
const AGAIN_MS = 4_000

export interface Described<Shown extends GuardedBlast> {
  /** What is shown, and what a yes is said to. Null until the first answer. */
  shown: Shown | null
  /** More breaks than when it was first shown: what became more, by its name. */
  grown: readonly string[]
  /** Why it cannot be said, or cannot be done. */
  problem: Problem | null
  /** Asks now: the engine says that more breaks. */
  again(): void
}

/**
 * What an action would do with this input, from the engine, kept true while its dialog is open. What is shown stays as
 * it is while no more breaks than that; where more does, it is shown, and `grown` says so.
 */
export function useDescribed<Shown extends GuardedBlast>(
  path: string,
  input: object,
  ready = true,
): Described<Shown> {
  const [answer, setAnswer] = useState<{ of: string; first: Shown; shown: Shown } | null>(null)
  const [failure, setFailure] = useState<{ of: string; problem: Problem } | null>(null)
  const [asks, setAsks] = useState(0)
  const body = JSON.stringify({ fingerprint: '', typed: '', ...input })
  const of = `${path} ${body}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: another of `asks` is a wish to ask again.
  useEffect(() => {
    if (!ready) return
    const asking = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const ask = async (): Promise<void> => {
      try {
        const shown = await post<Shown>(`${path}/describe`, JSON.parse(body), asking.signal)
        setFailure(null)
        setAnswer((before) => (before?.of === of ? withNewer(before, shown) : { of, first: shown, shown }))
      } catch (error) {
        if (asking.signal.aborted) return
        setFailure({ of, problem: toProblem(error) })
      }
      timer = setTimeout(() => void ask(), AGAIN_MS)
    }
    void ask()
    return () => {
      asking.abort()
      clearTimeout(timer)
    }
  }, [path, body, of, ready, asks])

  const again = useCallback(() => setAsks((before) => before + 1), [])
  const current = answer?.of === of ? answer : null
  return {
    shown: current?.shown ?? null,
    grown: current ? more(current.first, current.shown) : [],
    problem: failure?.of === of ? failure.problem : null,
    again,
  }
}

/** The newer one where more breaks, or where something else is to be typed; else what is being read stays. */
function withNewer<Shown extends GuardedBlast>(
  before: { of: string; first: Shown; shown: Shown },
  newer: Shown,
): { of: string; first: Shown; shown: Shown } {
  const isNews = more(before.shown, newer).length > 0 || before.shown.typed?.word !== newer.typed?.word
  return isNews ? { ...before, shown: newer } : before
}

function more(before: GuardedBlast, now: GuardedBlast): string[] {
  return grownSince(readFingerprint(before.fingerprint), readFingerprint(now.fingerprint))
}
