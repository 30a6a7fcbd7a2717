import { useSyncExternalStore } from 'react'
import type { StepId } from '../../lib/shared/install.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { MatchTable } from './matching.ts'

/** What somebody wants to do to objects of a cluster, and has not said yes to. */
export type AskedChange =
  | { what: 'delete'; serverId: string; objects: readonly ObjectRef[]; force: boolean }
  | { what: 'match'; serverId: string; table: MatchTable; namespace: string | null }
  | { what: 'restart' | 'scale' | 'cordon' | 'uncordon' | 'drain'; serverId: string; object: ObjectRef }
  /** Sessions of people, by the hub. */
  | { what: 'stop'; serverId: string; pods: readonly ObjectRef[] }
  /** A step of the install, by itself. */
  | { what: 'step'; serverId: string; step: StepId }
  /** A deletion that goes on, to be looked at. */
  | { what: 'watch'; deletion: string }

// Whatever asks may vanish while the dialog is open: rows that are deleted take their buttons with them. So what was
// asked stands here, and the dialogs in the frame of the console.
let asked: AskedChange | null = null
const listeners = new Set<() => void>()

/** Opens the dialog for a change; the one that was open before closes. Null closes it. */
export function askForChange(change: AskedChange | null): void {
  asked = change
  for (const listener of listeners) listener()
}

export function useAskedChange(): AskedChange | null {
  return useSyncExternalStore(
    subscribe,
    () => asked,
    () => null,
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
