import type { Cluster } from './cluster.ts'
import type { KubeObject, PodSpec } from './kube-object.ts'

/** What keeps a pod from going on, and in the words of Kubernetes why. */
export interface PodTrouble {
  holds: 'schedule' | 'mount' | 'run'
  message: string
}

/** Looks at the machine as it is now; null where nothing holds the pod up. */
export function troubleOf(cluster: Cluster, pod: KubeObject): PodTrouble | null {
  const spec = (pod.spec ?? {}) as PodSpec
  const { namespace } = pod.metadata
  const node = cluster.store.list('Node')[0]
  if (node?.spec?.unschedulable && !pod.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet'))
    return {
      holds: 'schedule',
      message:
        '0/1 nodes are available: 1 node(s) were unschedulable. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    }
  for (const { name, hostPath, persistentVolumeClaim, secret } of spec.volumes ?? []) {
    const claim = persistentVolumeClaim?.claimName
    if (claim !== undefined) {
      const found = cluster.store.get('PersistentVolumeClaim', claim, namespace)
      if (!found)
        return {
          holds: 'schedule',
          message: `0/1 nodes are available: persistentvolumeclaim "${claim}" not found.`,
        }
      if (found.status?.phase !== 'Bound')
        return {
          holds: 'schedule',
          message:
            '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
        }
    }
    if (secret && !cluster.store.get('Secret', secret.secretName, namespace))
      return {
        holds: 'mount',
        message: `MountVolume.SetUp failed for volume "${name}" : secret "${secret.secretName}" not found`,
      }
    if (hostPath?.type === 'Socket' && !cluster.machine.state.sockets.includes(hostPath.path))
      return {
        holds: 'mount',
        message: `MountVolume.SetUp failed for volume "${name}" : hostPath type check failed: ${hostPath.path} is not a socket file`,
      }
  }
  const builder = pod.metadata.labels?.component
  // The race that leaves a folder where the builder wants to make its socket (domain.md 1.1, builder).
  if (
    (builder === 'image-builder' || builder === 'dind') &&
    cluster.machine.fs.getAllPaths().includes('/var/run/dind/docker.sock')
  )
    return {
      holds: 'run',
      message: "failed to load listeners: can't create unix socket /var/run/dind/docker.sock: is a directory",
    }
  return null
}
