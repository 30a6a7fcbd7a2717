import type { ObjectRow } from './object-row.ts'

/** A value of a config map or a secret: its name and how long it is. What it says never leaves the engine by itself. */
export interface KeySize {
  name: string
  bytes: number
}

export interface ConfigMapRow extends ObjectRow {
  /** By name; of very many the first. */
  keys: readonly KeySize[]
  keyCount: number
  /** All values together. */
  bytes: number
}

export interface SecretRow extends ConfigMapRow {
  /** "Opaque", "kubernetes.io/tls", "helm.sh/release.v1". */
  type: string
}
