import { useEffect, useRef } from 'react'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { isRunning } from './terminal-words.ts'

/** Keeps shells in the other tabs from counting as unwatched, for as long as the page is open. */
export function useKeptTerminals(rows: readonly TerminalRow[]): void {
  const kept = useRef(new Map<string, () => void>())
  const running = rows.filter(isRunning)
  const ids = running.map(({ id }) => id).join(' ')

  // biome-ignore lint/correctness/useExhaustiveDependencies: only which they are matters; the rows change with every viewer
  useEffect(() => {
    let gone = false
    for (const [id, stop] of kept.current)
      if (!running.some((row) => row.id === id)) {
        stop()
        kept.current.delete(id)
      }
    void import('./shell-views.ts').then(({ viewOf }) => {
      if (gone) return
      for (const row of running) if (!kept.current.has(row.id)) kept.current.set(row.id, viewOf(row).keep())
    })
    return () => {
      gone = true
    }
  }, [ids])

  useEffect(() => {
    const all = kept.current
    return () => {
      for (const stop of all.values()) stop()
      all.clear()
    }
  }, [])
}
