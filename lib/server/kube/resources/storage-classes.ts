import type { StorageClassRow } from '../../../shared/storage-class-row.ts'
import { type Metadata, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface StorageClassObject {
  metadata: Metadata
  provisioner?: string
  reclaimPolicy?: string
  volumeBindingMode?: string
  allowVolumeExpansion?: boolean
  parameters?: Record<string, string>
}

const DEFAULT = 'storageclass.kubernetes.io/is-default-class'
/** OpenEBS keeps its settings as YAML in an annotation. */
const OPENEBS = 'cas.openebs.io/config'

export const storageClasses: Resource<StorageClassRow> = {
  path: '/apis/storage.k8s.io/v1/storageclasses',
  project(object: KubeObject & StorageClassObject): StorageClassRow {
    const { metadata, parameters = {} } = object
    return {
      ...rowOf(object),
      provisioner: object.provisioner ?? '',
      reclaimPolicy: object.reclaimPolicy ?? 'Delete',
      bindingMode: object.volumeBindingMode ?? 'Immediate',
      canGrow: object.allowVolumeExpansion === true,
      isDefault: metadata.annotations?.[DEFAULT] === 'true',
      path: parameters.pvDir ?? basePath(metadata.annotations?.[OPENEBS] ?? ''),
    }
  },
}

function basePath(config: string): string {
  return /name: *BasePath\s+value: *["']?([^"'\r\n]+)/.exec(config)?.[1]?.trim() ?? ''
}
