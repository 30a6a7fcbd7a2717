import type { Cluster } from './cluster.ts'
import type { KubeObject } from './kube-object.ts'

export const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class'

/** Binds claims to volumes that are folders of the practice machine, and lets them go with their claim. */
export function controlStorage(cluster: Cluster): void {
  const { store } = cluster
  store.onChange(({ type, kind, object }) => {
    if (kind.kind === 'PersistentVolumeClaim') {
      if (type === 'DELETED') {
        const volume = store.get('PersistentVolume', object.spec?.volumeName ?? '')
        if (volume) release(cluster, volume)
      } else cluster.later(600, () => bind(cluster, object))
    }
    if (kind.kind === 'StorageClass' && type !== 'DELETED')
      for (const claim of store.list('PersistentVolumeClaim')) cluster.later(600, () => bind(cluster, claim))
  })
}

/** The volume of a claim that went: with its folder, or kept for somebody to look into. */
function release(cluster: Cluster, volume: KubeObject): void {
  if (volume.spec?.persistentVolumeReclaimPolicy === 'Retain') {
    cluster.store.update(volume, (now) => ({ ...now, status: { phase: 'Released' } }))
    return
  }
  const { path } = (volume.spec?.hostPath ?? {}) as { path?: string }
  if (path !== undefined) void cluster.machine.fs.rm(path, { recursive: true, force: true })
  cluster.store.remove(volume)
}

function bind(cluster: Cluster, given: KubeObject): void {
  const { store } = cluster
  const claim = store.get('PersistentVolumeClaim', given.metadata.name, given.metadata.namespace)
  if (!claim || claim.status?.phase === 'Bound') return
  const classes = store.list('StorageClass')
  const wish = claim.spec?.storageClassName
  const found = classes.find(({ metadata }) =>
    wish === undefined ? metadata.annotations?.[DEFAULT_CLASS] === 'true' : metadata.name === wish,
  )
  if (!found) {
    cluster.event(
      claim,
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
      'persistentvolume-controller',
    )
    return
  }
  const { name = '', namespace = 'default', uid = '' } = claim.metadata
  const volumeName = `pvc-${uid}`
  const folder =
    (found.parameters as { pvDir?: string } | undefined)?.pvDir ?? '/var/snap/microk8s/common/default-storage'
  const path = `${folder}/${namespace}-${name}-${volumeName}`
  void cluster.machine.fs.mkdir(path, { recursive: true })
  store.put({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName },
    spec: {
      capacity: { storage: claim.spec?.resources?.requests?.storage ?? '1Gi' },
      accessModes: claim.spec?.accessModes ?? ['ReadWriteOnce'],
      hostPath: { path },
      storageClassName: found.metadata.name,
      claimRef: { kind: 'PersistentVolumeClaim', name, namespace, uid },
      persistentVolumeReclaimPolicy: found.reclaimPolicy ?? 'Delete',
    },
    status: { phase: 'Bound' },
  })
  store.put({
    ...claim,
    spec: { ...claim.spec, storageClassName: found.metadata.name, volumeName },
    status: {
      phase: 'Bound',
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: claim.spec?.resources?.requests?.storage ?? '1Gi' },
    },
  })
  cluster.event(
    claim,
    'Normal',
    'ProvisioningSucceeded',
    `Successfully provisioned volume ${volumeName}`,
    String(found.provisioner),
  )
}
