import type { ObjectRow } from './object-row.ts'

/** A persistent volume claim. Which pods use it, and where its data lies, stands in the tables of pods and volumes. */
export interface ClaimRow extends ObjectRow {
  /** "Pending", "Bound", "Lost". */
  phase: string
  /** The volume that it is bound to; empty while it is not. */
  volume: string
  /** What it asked for, in bytes. */
  requestedBytes: number
  /** What it was given, in bytes; 0 while it is not bound. */
  capacityBytes: number
  accessModes: readonly string[]
  storageClass: string
  /** Since when it waits to be deleted; null while nobody deleted it. */
  deletingAt: number | null
}
