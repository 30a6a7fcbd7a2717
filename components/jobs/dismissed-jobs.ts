import { useSyncExternalStore } from 'react'

const KEY = 'bindery.jobs.dismissed'
const KEPT = 200
const nothing: ReadonlySet<string> = new Set()

let text: string | null = null
let ids: ReadonlySet<string> = nothing

/** The runs whose line was put away, on this device and in all its tabs. */
export function useDismissedJobs(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, read, () => nothing)
}

/** Puts a run's line away for good. */
export function dismissJob(run: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...read(), run].slice(-KEPT)))
  } catch {
    // Without storage it stays away in this tab at least.
    text = null
    ids = new Set([...ids, run])
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

function read(): ReadonlySet<string> {
  try {
    const now = localStorage.getItem(KEY)
    if (now === null || now === text) return ids
    text = now
    const list: unknown = JSON.parse(now)
    ids = new Set(Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [])
  } catch {
    // What cannot be read was not put away.
  }
  return ids
}
