'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'

/** How long a row that was deleted is still seen, in milliseconds. */
const SEEN_MS = 1_200
/** When more go at once, another list has come rather than that these were deleted. */
const AT_ONCE = 100

const none = new Map<string, never>()

/** Rows that were deleted just now, by uid: they are shown as leaving for a moment, and then no more. */
export function useLeaving<Row>(byKey: ReadonlyMap<string, Row>): ReadonlyMap<string, Row> {
  const last = useRef(byKey)
  const [leaving, setLeaving] = useState<ReadonlyMap<string, Row>>(none)

  // Before the painting that would lack them.
  useLayoutEffect(() => {
    const gone: [string, Row][] = []
    for (const [uid, row] of last.current) if (!byKey.has(uid)) gone.push([uid, row])
    last.current = byKey
    if (gone.length > 0 && gone.length <= AT_ONCE)
      setLeaving((before) => (before.size < AT_ONCE ? new Map([...before, ...gone]) : before))
  }, [byKey])

  useEffect(() => {
    if (leaving.size === 0) return
    const timer = setTimeout(() => setLeaving(none), SEEN_MS)
    return () => clearTimeout(timer)
  }, [leaving])

  return leaving
}
