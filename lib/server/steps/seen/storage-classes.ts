import { parse } from 'yaml'
import type { ClusterObject } from './cluster.ts'

export interface StorageClassSeen {
  name: string
  provisioner: string
  /** The folder its volumes are made in; null where the class does not say. */
  path: string | null
  isDefault: boolean
}

/** Both spellings count for Kubernetes; the older one is still found on servers that were set up years ago. */
const defaultAnnotations = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
] as const

/** The storage classes among a cluster's objects; none where the API did not answer. */
export function storageClasses(objects: readonly ClusterObject[] | null): StorageClassSeen[] {
  return (objects ?? [])
    .filter(({ kind }) => kind === 'StorageClass')
    .map((object) => ({
      name: object.metadata.name,
      provisioner: String(object.provisioner ?? ''),
      path: pathOf(object),
      isDefault: defaultAnnotations.some((key) => object.metadata.annotations?.[key] === 'true'),
    }))
}

/** MicroK8s' provisioner takes it from `pvDir`, OpenEBS from YAML inside an annotation. */
function pathOf({ metadata, parameters }: ClusterObject): string | null {
  if (typeof parameters?.pvDir === 'string') return parameters.pvDir
  try {
    const config: unknown = parse(metadata.annotations?.['cas.openebs.io/config'] ?? '')
    const entries: { name?: unknown; value?: unknown }[] = Array.isArray(config) ? config : []
    const path = entries.find((entry) => entry?.name === 'BasePath')?.value
    return typeof path === 'string' ? path : null
  } catch {
    return null
  }
}
