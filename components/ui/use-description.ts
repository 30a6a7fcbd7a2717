import { useCallback, useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { Blast } from '../../lib/shared/blast.ts'
import { type Problem, toProblem } from '../../lib/shared/problem.ts'

interface Answer<Shown> {
  /** The question that it answers. */
  of: string
  first: Shown
  shown: Shown
}

interface Options<Shown> {
  /** False while the input is not whole. */
  ready?: boolean
  /** How long the input must rest before it is asked, in milliseconds. */
  restMs?: number
  /** How often it is asked again meanwhile, in milliseconds; absent for once. */
  againMs?: number
  /** Whether another answer to the same question takes the place of what is being read; always, where absent. */
  isNews?: (shown: Shown, newer: Shown) => boolean
}

export interface Description<Shown> {
  /** The answer to this input. Null until it is there. */
  answer: Answer<Shown> | null
  /** The newest answer to any input: for what should not flicker while one types. */
  latest: Shown | null
  /** Why it cannot be said, or cannot be done. */
  problem: Problem | null
  /** Asks now. */
  again(): void
}

/** What an action would do with this input, from the engine: `POST …/describe`, which does nothing. */
export function useDescription<Shown extends Blast = Blast>(
  path: string,
  input: object,
  { ready = true, restMs = 0, againMs, isNews }: Options<Shown> = {},
): Description<Shown> {
  const [answer, setAnswer] = useState<Answer<Shown> | null>(null)
  const [failure, setFailure] = useState<{ of: string; problem: Problem } | null>(null)
  const [asks, setAsks] = useState(0)
  const body = JSON.stringify(input)
  const of = `${path} ${body}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: another of `asks` is a wish to ask again.
  useEffect(() => {
    if (!ready) return
    const asking = new AbortController()
    const ask = async (): Promise<void> => {
      try {
        const newer = await post<Shown>(`${path}/describe`, JSON.parse(body), asking.signal)
        setFailure(null)
        setAnswer((before) => {
          if (before?.of !== of) return { of, first: newer, shown: newer }
          return isNews && !isNews(before.shown, newer) ? before : { ...before, shown: newer }
        })
      } catch (error) {
        if (asking.signal.aborted) return
        setFailure({ of, problem: toProblem(error) })
      }
      if (againMs !== undefined) timer = setTimeout(() => void ask(), againMs)
    }
    let timer = setTimeout(() => void ask(), restMs)
    return () => {
      asking.abort()
      clearTimeout(timer)
    }
  }, [path, body, of, ready, restMs, againMs, asks])

  const again = useCallback(() => setAsks((before) => before + 1), [])
  return {
    answer: answer?.of === of ? answer : null,
    latest: answer?.shown ?? null,
    problem: failure?.of === of ? failure.problem : null,
    again,
  }
}
