import { type PodObject, statusOfPod } from '../../kube/resources/pod-status.ts'
import type { Observation } from '../step.ts'

/** The cluster as far as steps judge it. Pods of people and their builds are left out. */
export interface ClusterSeen {
  /** Null where the API did not answer; `said` is then what kubectl said. */
  objects: ClusterObject[] | null
  said: string
}

/** The fields of Kubernetes objects that are read; the server answers, so nothing in them is taken for granted. */
export interface ClusterObject {
  kind: string
  metadata: {
    name: string
    namespace?: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
    deletionTimestamp?: string
  }
  spec?: Record<string, unknown>
  status?: Record<string, unknown>
  /** StorageClass */
  provisioner?: string
  parameters?: Record<string, string>
}

const KINDS = 'nodes,pods,deployments,daemonsets,services,storageclasses,persistentvolumeclaims'

/** One call for all kinds that steps look at: a second one would cost another 150 ms of the check's second. */
export const cluster: Observation<ClusterSeen> = {
  id: 'cluster',
  ask: () =>
    `[ -x /snap/bin/microk8s ] || { echo 'MicroK8s is not installed yet.'; exit 1; }
get() { /snap/bin/microk8s kubectl --request-timeout=4s get "$@"; }
get ${KINDS} -A -l 'component notin (singleuser-server, binderhub-build)' -o json || { code=$?; get nodes 2>&1 | tail -n 3; exit $code; }`,
  parse({ text, code }) {
    // What failed may have printed an empty list first; kubectl's last line is the one that tells.
    const said = (text.trim().split('\n').at(-1) ?? '').slice(0, 300)
    if (code !== 0) return { objects: null, said }
    try {
      const list: unknown = JSON.parse(text)
      if (typeof list === 'object' && list !== null && 'items' in list && Array.isArray(list.items))
        return { objects: list.items.filter(isClusterObject), said: '' }
    } catch {}
    // "microk8s is not running, try microk8s start" comes with exit code 0.
    return {
      objects: null,
      said: said.startsWith('microk8s ') ? said : 'kubectl answered something that is no list',
    }
  },
}

/** Whether what the API listed is an object: it has a kind and a name. */
export function isClusterObject(value: unknown): value is ClusterObject {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('metadata' in value))
    return false
  const { kind, metadata } = value
  return (
    typeof kind === 'string' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    'name' in metadata &&
    typeof metadata.name === 'string'
  )
}

/** A pod as steps judge it: ready, or the reason why not, as kubectl's status column has it. */
export interface PodSeen {
  namespace: string
  name: string
  ready: boolean
  /** "Running", "ContainerCreating", "CrashLoopBackOff"… */
  status: string
  /** The kubelet's or the scheduler's own words for what is wrong, if any. */
  message: string
  restarts: number
}

/** The pods of a namespace whose name starts with one of the prefixes (all, without any). */
export function podsOf(seen: ClusterSeen, namespace: string, ...prefixes: string[]): PodSeen[] {
  return (seen.objects ?? [])
    .filter(({ kind, metadata }) => kind === 'Pod' && metadata.namespace === namespace)
    .filter(
      ({ metadata }) => prefixes.length === 0 || prefixes.some((prefix) => metadata.name.startsWith(prefix)),
    )
    .map(toPod)
}

/** Status and restarts are those of the page of workloads; what the server leaves out or has as null is none. */
function toPod({ metadata, spec, status }: ClusterObject): PodSeen {
  const pod = { metadata, spec: withoutNull(spec), status: withoutNull(status) } as PodObject
  const seen = statusOfPod(pod)
  const { conditions, containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {}
  const stuck = [...initContainerStatuses, ...containerStatuses].find(({ state }) => state?.waiting?.reason)
  const unscheduled = conditions?.find(({ type, status: is }) => type === 'PodScheduled' && is === 'False')
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    ready:
      metadata.deletionTimestamp === undefined &&
      conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true,
    status: seen.status,
    message: stuck?.state?.waiting?.message ?? unscheduled?.message ?? '',
    restarts: seen.restarts,
  }
}

/** Go writes a list that was never filled as null. */
const withoutNull = (fields: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== null))
