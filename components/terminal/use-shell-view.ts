import { useEffect, useState, useSyncExternalStore } from 'react'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { initialShellState, type ShellState } from './shell-state.ts'
import type { ShellView } from './shell-view.ts'

const neverChanges = () => () => undefined

/** The view behind a terminal, and how it is; xterm comes in a chunk of its own. Null until then, or where it failed. */
export function useShellView(row: TerminalRow): {
  view: ShellView | null
  state: ShellState
  failed: boolean
} {
  const [view, setView] = useState<ShellView | null>(null)
  const [failed, setFailed] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another terminal needs another view; the rest of its row is read once
  useEffect(() => {
    let gone = false
    import('./shell-views.ts')
      .then(({ viewOf }) => {
        if (!gone) setView(viewOf(row))
      })
      .catch((error: unknown) => {
        console.error(error)
        setFailed(true)
      })
    return () => {
      gone = true
      setView(null)
    }
  }, [row.id])

  const now = () => view?.state() ?? initialShellState
  const state = useSyncExternalStore(view?.subscribe ?? neverChanges, now, () => initialShellState)
  return { view, state, failed }
}
