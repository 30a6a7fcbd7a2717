'use client'

import { useCallback, useState } from 'react'
import { type Problem, toProblem } from '../../lib/shared/problem.ts'

export interface RequestState {
  busy: boolean
  problem: Problem | null
  /** Runs one request; a failure lands in `problem` and never throws. A second one waits for its own click. */
  run: <T>(work: () => Promise<T>, then?: (answer: T) => void) => Promise<void>
  clear: () => void
}

/** One request at a time, with its failure kept for the page. Nothing that was typed is touched. */
export function useRequest(): RequestState {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const run = useCallback(async <T>(work: () => Promise<T>, then?: (answer: T) => void) => {
    setBusy(true)
    setProblem(null)
    try {
      const answer = await work()
      then?.(answer)
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }, [])

  const clear = useCallback(() => setProblem(null), [])
  return { busy, problem, run, clear }
}
