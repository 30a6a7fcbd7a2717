import type { ObjectRow } from './object-row.ts'

/** Something that happened to an object, as parts of Kubernetes write it down for about an hour. */
export interface EventRow extends ObjectRow {
  isWarning: boolean
  reason: string
  message: string
  /** How often it happened since `createdAt`. */
  count: number
  lastAt: number
  /** Who says so: "kubelet", "default-scheduler". */
  source: string
  /** What it happened to. */
  object: { kind: string; namespace: string; name: string; uid: string }
}
