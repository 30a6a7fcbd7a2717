'use client'

import { grownSince, readFingerprint } from '../../lib/shared/blast-size.ts'
import type { GuardedBlast } from '../../lib/shared/deleting-api.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { useDescription } from '../ui/use-description.ts'

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
  const guarded = { fingerprint: '', typed: '', ...input }
  const { answer, problem, again } = useDescription<Shown>(path, guarded, {
    ready,
    againMs: AGAIN_MS,
    isNews: breaksMore,
  })
  return {
    shown: answer?.shown ?? null,
    grown: answer ? more(answer.first, answer.shown) : [],
    problem,
    again,
  }
}

/** Whether more breaks, or something else is to be typed; else what is being read stays. */
function breaksMore(shown: GuardedBlast, newer: GuardedBlast): boolean {
  return more(shown, newer).length > 0 || shown.typed?.word !== newer.typed?.word
}

function more(before: GuardedBlast, now: GuardedBlast): string[] {
  return grownSince(readFingerprint(before.fingerprint), readFingerprint(now.fingerprint))
}
