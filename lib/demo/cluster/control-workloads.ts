import { createHash } from 'node:crypto'
import type { Cluster } from './cluster.ts'
import { isReadyPod, type KubeObject } from './kube-object.ts'
import { removeGracefully } from './remove-gracefully.ts'

/** The controllers of Deployments, DaemonSets and StatefulSets, and of owners that go. */
export function controlWorkloads(cluster: Cluster): void {
  const { store } = cluster
  store.onChange(({ type, kind, object }) => {
    if (kind.kind === 'Deployment' || kind.kind === 'DaemonSet' || kind.kind === 'StatefulSet') {
      if (type !== 'DELETED') cluster.later(0, () => reconcile(cluster, object))
    } else if (kind.kind === 'Pod') {
      const owner = ownerOf(cluster, object)
      if (owner) cluster.later(0, () => reconcile(cluster, owner))
    }
    if (type === 'DELETED') cluster.later(0, () => collectOrphans(cluster, object))
    if (type === 'DELETED' && kind.kind === 'ReplicaSet') {
      const owner = ownerOf(cluster, object)
      if (owner) cluster.later(0, () => reconcile(cluster, owner))
    }
  })
}

function ownerOf({ store }: Cluster, pod: KubeObject): KubeObject | undefined {
  const [reference] = pod.metadata.ownerReferences ?? []
  if (!reference) return undefined
  const owner = store.get(reference.kind, reference.name, pod.metadata.namespace)
  return owner?.kind === 'ReplicaSet' ? ownerOf({ store } as Cluster, owner) : owner
}

function collectOrphans(cluster: Cluster, owner: KubeObject): void {
  for (const object of cluster.store.all())
    if (object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid))
      removeGracefully(cluster, object)
}

function reconcile(cluster: Cluster, given: KubeObject): void {
  const { store } = cluster
  const workload = store.get(given.kind, given.metadata.name, given.metadata.namespace)
  if (!workload?.spec?.template) return
  const { name, namespace } = workload.metadata
  const hash = hashOf(workload.spec.template)
  const wanted = workload.kind === 'DaemonSet' ? store.list('Node').length : (workload.spec.replicas ?? 1)
  const owner = workload.kind === 'Deployment' ? replicaSet(cluster, workload, hash, wanted) : workload
  const pods = podsOf(cluster, workload)
  const current = pods.filter(({ metadata }) => metadata.labels?.['pod-template-hash'] === hash)
  const living = current.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
  const old = pods.filter((pod) => !current.includes(pod))
  const ready = living.slice(0, wanted).filter(isReadyPod).length
  const goFirst = workload.spec.strategy?.type === 'Recreate'
  // Old pods go when the new ones are ready, as a rolling update does it, or before any of those is there.
  if (goFirst || ready >= wanted)
    for (const pod of old) if (pod.metadata.deletionTimestamp === undefined) removeGracefully(cluster, pod)
  // Once the last of the old ones is gone, its owner is looked at again.
  const born = goFirst && old.length > 0 ? living.length : wanted
  for (let count = living.length; count < born; count++) {
    const suffix = workload.kind === 'StatefulSet' ? String(count) : randomSuffix()
    const podName = workload.kind === 'Deployment' ? `${name}-${hash}-${suffix}` : `${name}-${suffix}`
    store.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: podName,
        ...(namespace === undefined ? {} : { namespace }),
        labels: { ...workload.spec.template.metadata?.labels, 'pod-template-hash': hash },
        ...(workload.spec.template.metadata?.annotations
          ? { annotations: workload.spec.template.metadata.annotations }
          : {}),
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: owner.kind,
            name: owner.metadata.name,
            uid: owner.metadata.uid ?? '',
            controller: true,
          },
        ],
      },
      spec: { restartPolicy: 'Always', ...workload.spec.template.spec },
      status: { phase: 'Pending' },
    })
  }
  for (const extra of living.slice(wanted)) removeGracefully(cluster, extra)
  const status =
    workload.kind === 'DaemonSet'
      ? {
          desiredNumberScheduled: wanted,
          currentNumberScheduled: living.length,
          numberReady: ready,
          numberAvailable: ready,
          numberMisscheduled: 0,
          updatedNumberScheduled: wanted,
          observedGeneration: 1,
        }
      : {
          replicas: wanted,
          readyReplicas: ready,
          availableReplicas: ready,
          updatedReplicas: wanted,
          observedGeneration: 1,
          conditions: [
            { type: 'Available', status: ready >= wanted ? ('True' as const) : ('False' as const) },
          ],
        }
  if (JSON.stringify(workload.status) !== JSON.stringify(status))
    store.update(workload, (now) => ({ ...now, status }))
}

function replicaSet(cluster: Cluster, deployment: KubeObject, hash: string, replicas: number): KubeObject {
  const name = `${deployment.metadata.name}-${hash}`
  const { namespace } = deployment.metadata
  const known = cluster.store.get('ReplicaSet', name, namespace)
  if (known) return known
  cluster.event(
    deployment,
    'Normal',
    'ScalingReplicaSet',
    `Scaled up replica set ${name} from 0 to ${replicas}`,
    'deployment-controller',
  )
  return cluster.store.put({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...deployment.spec?.template?.metadata?.labels, 'pod-template-hash': hash },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: deployment.metadata.name,
          uid: deployment.metadata.uid ?? '',
          controller: true,
        },
      ],
    },
    spec: { replicas },
  })
}

function podsOf(cluster: Cluster, workload: KubeObject): KubeObject[] {
  return cluster.store
    .list('Pod', workload.metadata.namespace)
    .filter((pod) => ownerOf(cluster, pod)?.metadata.uid === workload.metadata.uid)
}

/** Pods with the same template have the same hash, in the letters that Kubernetes uses. */
function hashOf(template: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(template)).digest()
  return [...digest.subarray(0, 9)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

export function randomSuffix(): string {
  return Array.from({ length: 5 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')
}
