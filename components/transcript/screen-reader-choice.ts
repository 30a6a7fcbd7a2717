import { useSyncExternalStore } from 'react'

const KEY = 'bindery.transcripts.readAloud'
const listeners = new Set<() => void>()

/** Whether transcripts are given to a screen reader, remembered on this device. */
export function useScreenReader(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, read, () => false), choose]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    return false
  }
}

function choose(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'yes' : 'no')
  } catch {
    // Without storage the choice cannot be kept; the button stays as it was.
  }
  for (const listener of listeners) listener()
}
