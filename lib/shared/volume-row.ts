import type { ObjectRow } from './object-row.ts'

/** A persistent volume. */
export interface VolumeRow extends ObjectRow {
  /** "Available", "Bound", "Released", "Failed". */
  phase: string
  capacityBytes: number
  accessModes: readonly string[]
  /** What becomes of the data when its claim goes: "Delete" or "Retain". */
  reclaimPolicy: string
  /** Whose it is; null for nobody's. */
  claim: { namespace: string; name: string } | null
  storageClass: string
  /** Where the data lies: a folder of the node, "server:/folder" of NFS, the driver's own name; empty where it does not say. */
  path: string
  /** What kind of place that is: "hostPath", "local", "nfs", the driver's name. */
  source: string
  /** The node that it is bound to; empty for none. */
  node: string
  /** Why it is as it is, where Kubernetes says so. */
  reason: string
}
