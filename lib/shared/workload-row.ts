import type { ObjectRow } from './object-row.ts'

/** A deployment, a daemon set or a stateful set: how many pods it wants, and how far it is. */
export interface WorkloadRow extends ObjectRow {
  desired: number
  /** That there are, however they are. */
  current: number
  ready: number
  /** Of its newest template. */
  updated: number
  available: number
  /** What it was told last is being carried out already. */
  isObserved: boolean
  isPaused: boolean
  /** Why it does not get on, in the words of its controller; empty where it does. */
  trouble: string
  containers: readonly string[]
  images: readonly string[]
  /** Labels of its pods. */
  selector: Readonly<Record<string, string>>
  /** Labels of the nodes that it wants. */
  nodeSelector: Readonly<Record<string, string>>
}
