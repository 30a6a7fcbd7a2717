'use client'

import { useCallback, useLayoutEffect, useRef } from 'react'

/** One function for as long as a component lives, that always does what the latest drawing says. Not for use while drawing. */
export function useStable<Args extends unknown[]>(work: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(work)
  useLayoutEffect(() => {
    latest.current = work
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
