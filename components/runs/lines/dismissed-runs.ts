import { useSyncExternalStore } from 'react'

const KEY = 'bindery.runs.dismissed'
const KEPT = 200
const nothing: ReadonlySet<string> = new Set()

let text: string | null = null
let stored: ReadonlySet<string> = nothing
/** Those that the storage did not take: they stay away in this tab at least. */
let unsaved: ReadonlySet<string> = nothing
let ids: ReadonlySet<string> = nothing

/** The runs whose line was put away, on this device and in all its tabs. */
export function useDismissedRuns(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, dismissedRuns, () => nothing)
}

/** Puts a run's line away for good. */
export function dismissRun(run: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...dismissedRuns(), run].slice(-KEPT)))
  } catch {
    unsaved = new Set([...unsaved, run])
    ids = new Set([...stored, ...unsaved])
  }
  // `storage` events reach only the other tabs.
  for (const listener of listeners) listener()
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** The same set until one was put away. */
export function dismissedRuns(): ReadonlySet<string> {
  try {
    const now = localStorage.getItem(KEY)
    if (now === text) return ids
    text = now
    stored = idsIn(now)
    ids = new Set([...stored, ...unsaved])
  } catch {
    // Without storage only what this tab put away is known.
  }
  return ids
}

/** What cannot be read was not put away. */
function idsIn(text: string | null): ReadonlySet<string> {
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    return new Set(Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [])
  } catch {
    return nothing
  }
}
