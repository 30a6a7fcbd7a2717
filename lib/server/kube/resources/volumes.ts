import { readQuantity } from '../../../shared/quantity.ts'
import type { VolumeRow } from '../../../shared/volume-row.ts'
import { type Metadata, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface VolumeObject {
  metadata: Metadata
  spec?: VolumeSpec
  status?: { phase?: string; reason?: string; message?: string }
}

interface VolumeSpec {
  capacity?: { storage?: string }
  accessModes?: string[]
  persistentVolumeReclaimPolicy?: string
  storageClassName?: string
  claimRef?: { namespace?: string; name?: string }
  hostPath?: { path?: string }
  local?: { path?: string }
  nfs?: { server?: string; path?: string }
  csi?: { driver?: string; volumeHandle?: string }
  nodeAffinity?: {
    required?: {
      nodeSelectorTerms?: { matchExpressions?: { key?: string; operator?: string; values?: string[] }[] }[]
    }
  }
}

export const volumes: Resource<VolumeRow> = {
  path: '/api/v1/persistentvolumes',
  project(object: KubeObject & VolumeObject): VolumeRow {
    const { spec = {}, status = {} } = object
    const { claimRef } = spec
    return {
      ...rowOf(object),
      phase: status.phase ?? 'Unknown',
      capacityBytes: readQuantity(spec.capacity?.storage) ?? 0,
      accessModes: spec.accessModes ?? [],
      reclaimPolicy: spec.persistentVolumeReclaimPolicy ?? '',
      claim: claimRef?.name ? { namespace: claimRef.namespace ?? '', name: claimRef.name } : null,
      storageClass: spec.storageClassName ?? '',
      ...placeOf(spec),
      node: nodeOf(spec),
      reason: status.message || status.reason || '',
    }
  },
}

function placeOf({ hostPath, local, nfs, csi }: VolumeSpec): Pick<VolumeRow, 'path' | 'source'> {
  if (hostPath) return { source: 'hostPath', path: hostPath.path ?? '' }
  if (local) return { source: 'local', path: local.path ?? '' }
  if (nfs) return { source: 'nfs', path: `${nfs.server ?? ''}:${nfs.path ?? ''}` }
  if (csi) return { source: csi.driver ?? 'csi', path: csi.volumeHandle ?? '' }
  return { source: '', path: '' }
}

/** Provisioners of folders bind a volume to the one node that has the folder. */
function nodeOf({ nodeAffinity }: VolumeSpec): string {
  const [term, ...others] = nodeAffinity?.required?.nodeSelectorTerms ?? []
  const expression = term?.matchExpressions?.find(({ key }) => key === 'kubernetes.io/hostname')
  const { operator, values = [] } = expression ?? {}
  return others.length === 0 && operator === 'In' && values.length === 1 ? (values[0] ?? '') : ''
}
