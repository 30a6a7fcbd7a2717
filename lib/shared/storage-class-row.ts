import type { ObjectRow } from './object-row.ts'

/** A storage class: how volumes are made for claims. */
export interface StorageClassRow extends ObjectRow {
  provisioner: string
  reclaimPolicy: string
  /** "Immediate", "WaitForFirstConsumer". */
  bindingMode: string
  canGrow: boolean
  isDefault: boolean
  /** The folder on the node under which it makes volumes; empty where that is the provisioner's own affair. */
  path: string
}
