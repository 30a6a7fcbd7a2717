import type { Kind } from '../cluster/kinds.ts'
import type { KubeObject, PodSpec } from '../cluster/kube-object.ts'

interface Columns {
  titles: string[]
  row(object: KubeObject): string[]
}

/** The columns that kubectl prints for a kind. */
export function columnsOf(kind: Kind, now: number, wide: boolean): Columns {
  const age = ({ metadata }: KubeObject): string => ageOf(now - Date.parse(metadata.creationTimestamp ?? ''))
  const name = ({ metadata }: KubeObject): string => metadata.name
  switch (kind.kind) {
    case 'Pod':
      return {
        titles: ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', ...(wide ? ['IP', 'NODE'] : [])],
        row: (pod) => {
          const statuses = pod.status?.containerStatuses ?? []
          const count = (pod.spec as PodSpec | undefined)?.containers?.length ?? 1
          const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0)
          return [
            name(pod),
            `${statuses.filter(({ ready }) => ready).length}/${count}`,
            podStatus(pod),
            String(restarts),
            age(pod),
            ...(wide
              ? [String(pod.status?.podIP ?? '<none>'), String((pod.spec as PodSpec).nodeName ?? '<none>')]
              : []),
          ]
        },
      }
    case 'Node':
      return {
        titles: ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'],
        row: (node) => [
          name(node),
          `Ready${node.spec?.unschedulable ? ',SchedulingDisabled' : ''}`,
          '<none>',
          age(node),
          String((node.status?.nodeInfo as { kubeletVersion?: string } | undefined)?.kubeletVersion ?? ''),
        ],
      }
    case 'Service':
      return {
        titles: ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'],
        row: (service) => [
          name(service),
          service.spec?.type ?? 'ClusterIP',
          service.spec?.clusterIP ?? '<none>',
          service.status?.loadBalancer?.ingress?.[0]?.ip ??
            (service.spec?.type === 'LoadBalancer' ? '<pending>' : '<none>'),
          (service.spec?.ports ?? []).map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`).join(','),
          age(service),
        ],
      }
    case 'Deployment':
      return {
        titles: ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'],
        row: (one) => {
          const ready = one.status?.readyReplicas ?? 0
          return [
            name(one),
            `${ready}/${one.spec?.replicas ?? 1}`,
            String(one.status?.replicas ?? 0),
            String(ready),
            age(one),
          ]
        },
      }
    case 'StorageClass':
      return {
        titles: ['NAME', 'PROVISIONER', 'RECLAIMPOLICY', 'VOLUMEBINDINGMODE', 'ALLOWVOLUMEEXPANSION', 'AGE'],
        row: (one) => [
          `${name(one)}${one.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ? ' (default)' : ''}`,
          String(one.provisioner),
          String(one.reclaimPolicy ?? 'Delete'),
          String(one.volumeBindingMode ?? 'Immediate'),
          'false',
          age(one),
        ],
      }
    case 'Namespace':
      return {
        titles: ['NAME', 'STATUS', 'AGE'],
        row: (one) => [name(one), one.status?.phase ?? 'Active', age(one)],
      }
    case 'IPAddressPool':
      return {
        titles: ['NAME', 'AUTO ASSIGN', 'AVOID BUGGY IPS', 'ADDRESSES'],
        row: (one) => [name(one), 'true', 'false', JSON.stringify(one.spec?.addresses ?? [])],
      }
    default:
      return { titles: ['NAME', 'AGE'], row: (one) => [name(one), age(one)] }
  }
}

function podStatus({ metadata, status }: KubeObject): string {
  if (metadata.deletionTimestamp !== undefined) return 'Terminating'
  for (const { state } of status?.containerStatuses ?? []) {
    const reason = state.waiting?.reason ?? state.terminated?.reason
    if (typeof reason === 'string') return reason
  }
  return status?.phase ?? 'Pending'
}

function ageOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 120) return `${seconds}s`
  if (seconds < 7_200) return `${Math.floor(seconds / 60)}m`
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`
}
