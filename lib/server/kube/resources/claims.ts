import type { ClaimRow } from '../../../shared/claim-row.ts'
import { readQuantity } from '../../../shared/quantity.ts'
import { type Metadata, moment, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface ClaimObject {
  metadata: Metadata
  spec?: {
    volumeName?: string
    accessModes?: string[]
    storageClassName?: string
    resources?: { requests?: { storage?: string } }
  }
  status?: { phase?: string; capacity?: { storage?: string } }
}

export const claims: Resource<ClaimRow> = {
  path: '/api/v1/persistentvolumeclaims',
  project(object: KubeObject & ClaimObject): ClaimRow {
    const { metadata, spec = {}, status = {} } = object
    return {
      ...rowOf(object),
      phase: status.phase ?? 'Unknown',
      volume: spec.volumeName ?? '',
      requestedBytes: readQuantity(spec.resources?.requests?.storage) ?? 0,
      capacityBytes: readQuantity(status.capacity?.storage) ?? 0,
      accessModes: spec.accessModes ?? [],
      storageClass: spec.storageClassName ?? '',
      deletingAt: moment(metadata.deletionTimestamp) || null,
    }
  },
}
