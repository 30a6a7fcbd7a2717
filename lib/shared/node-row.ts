import type { ObjectRow } from './object-row.ts'

/** A node. What its pods ask for together stands in the table of pods. */
export interface NodeRow extends ObjectRow {
  isReady: boolean
  roles: readonly string[]
  version: string
  internalIp: string
  externalIp: string
  osImage: string
  kernel: string
  runtime: string
  /** What pods may have of it. */
  allocatable: NodeAmounts
  capacity: NodeAmounts
  conditions: readonly NodeCondition[]
  /** No pod is put there; null where pods are. */
  cordoned: Cordoned | null
  taints: readonly string[]
}

export interface NodeAmounts {
  cpuMilli: number
  memoryBytes: number
  pods: number
  /** Disk for images, logs and what containers write. */
  storageBytes: number
}

export interface NodeCondition {
  type: string
  /** "True", "False", "Unknown". */
  status: string
  reason: string
  message: string
  /** Since when; without heartbeats, which say nothing new. */
  since: number
}

/** By which program, as the API wrote it down: "kubectl-cordon"; empty where it did not. */
export interface Cordoned {
  by: string
  at: number | null
}
