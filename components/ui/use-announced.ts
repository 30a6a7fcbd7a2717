'use client'

import { useEffect, useRef, useState } from 'react'

const QUIET_MS = 5000

/** The words of the moment for a live region, changed at most once in five seconds. */
export function useAnnounced(words: string): string {
  const [announced, setAnnounced] = useState(words)
  const spokenAt = useRef(0)
  useEffect(() => {
    if (words === announced) return
    const wait = Math.max(0, spokenAt.current + QUIET_MS - Date.now())
    const timer = setTimeout(() => {
      spokenAt.current = Date.now()
      setAnnounced(words)
    }, wait)
    return () => clearTimeout(timer)
  }, [words, announced])
  return announced
}
