import { stringify } from 'yaml'
import type { Plan } from '../../shared/plan.ts'

/** The class that the tutorial makes: its name is what claims ask for, so it never changes. */
export const STORAGE_CLASS = 'local-storage-dir'

export const provisioners = { hostpath: 'microk8s.io/hostpath', openebs: 'openebs.io/local' } as const

/** YAML 1.1 is what kubectl and OpenEBS read: quoted so that no path turns into another kind of value there. */
const asText = { version: '1.1', lineWidth: 0 } as const

/** The storage class of a plan as YAML: the default one, its volumes in the plan's folder. */
export function storageClassManifest({ storage: { kind, path } }: Plan): string {
  const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const [annotations, parameters] =
    kind === 'hostpath'
      ? [isDefault, { parameters: { pvDir: path } }]
      : [{ ...isDefault, 'openebs.io/cas-type': 'local', 'cas.openebs.io/config': openebsConfig(path) }, {}]
  return stringify(
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: STORAGE_CLASS, annotations },
      provisioner: provisioners[kind],
      ...parameters,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    asText,
  )
}

/** OpenEBS reads its settings from YAML inside an annotation. */
function openebsConfig(path: string): string {
  const settings = [
    { name: 'StorageType', value: 'hostpath' },
    { name: 'BasePath', value: path },
  ]
  return stringify(settings, asText)
}
