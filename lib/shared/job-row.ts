import type { ObjectRow } from './object-row.ts'

/** A job as `kubectl get jobs -o wide` lists it. */
export interface JobRow extends ObjectRow {
  /** kubectl's word: "Running", "Complete", "Failed", "Suspended"… */
  status: string
  /** "1/1", "0/1 of 3". */
  completions: string
  failed: number
  startedAt: number | null
  endedAt: number | null
  /** Why it failed, in the words of its controller; empty where it did not. */
  trouble: string
  containers: readonly string[]
  images: readonly string[]
  selector: Readonly<Record<string, string>>
}
