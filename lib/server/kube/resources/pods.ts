import type { PodRow } from '../../../shared/pod-row.ts'
import { amountsOf } from './amounts.ts'
import { cutMiddle } from './cut-middle.ts'
import { lastEndOf } from './last-end.ts'
import { type PodObject, statusOfPod } from './pod-status.ts'
import { repositoryOf } from './repository.ts'
import type { KubeObject, Resource } from './resource.ts'

export const pods: Resource<PodRow> = {
  path: '/api/v1/pods',
  project(object: KubeObject & PodObject): PodRow {
    const { metadata, spec, status } = object
    const seen = statusOfPod(object)
    return {
      uid: metadata.uid,
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      ready: seen.ready,
      status: seen.status,
      message: messageOf(object),
      restarts: seen.restarts,
      lastRestartAt: seen.lastRestartAt,
      createdAt: Date.parse(metadata.creationTimestamp ?? '') || 0,
      node: spec?.nodeName ?? null,
      ip: status?.podIP ?? null,
      phase: status?.phase ?? 'Unknown',
      reason: status?.reason ?? '',
      deletingAt: Date.parse(metadata.deletionTimestamp ?? '') || null,
      labels: metadata.labels ?? {},
      owner: ownerOf(metadata.ownerReferences),
      containers: (spec?.containers ?? []).map(({ name }) => name),
      image: spec?.containers?.[0]?.image ?? '',
      requests: amountsOf(spec?.containers, 'requests'),
      limits: amountsOf(spec?.containers, 'limits'),
      repository: repositoryOf(object),
      session: sessionOf(metadata),
      claims: (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => claim?.claimName ?? []),
      scheduler: schedulerOf(spec?.schedulerName),
      lastEnd: lastEndOf(object),
    }
  },
}

function schedulerOf(name = 'default-scheduler'): string | null {
  return name === 'default-scheduler' ? null : name
}

/**
 * The hub writes down for whom it made a pod: as it is in annotations, and in labels in a form that fits there
 * (domain notes 2.1). Named servers have a name of their own.
 */
function sessionOf({ labels = {}, annotations = {} }: PodObject['metadata']): PodRow['session'] {
  const written = (what: string): string | undefined =>
    annotations[`hub.jupyter.org/${what}`] ?? labels[`hub.jupyter.org/${what}`]
  const person = written('username')
  return person ? { person, server: written('servername') ?? '' } : null
}

function ownerOf(references: PodObject['metadata']['ownerReferences']): PodRow['owner'] {
  const owner = references?.find(({ controller }) => controller) ?? references?.[0]
  return owner ? { kind: owner.kind, name: owner.name } : null
}

/** Messages of the kubelet can be pages long; whoever wants all of one looks at the pod itself. */
const MESSAGE_MAX = 400

/** The first thing that anybody says about why this pod does not simply run. */
function messageOf({ status }: PodObject): string {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
  const waiting = containers.find(({ state }) => state?.waiting?.message)?.state?.waiting
  const failed = containers.find(({ state }) => state?.terminated?.message && state.terminated.exitCode !== 0)
    ?.state?.terminated
  const unscheduled = status?.conditions?.find(
    ({ type, status: is }) => type === 'PodScheduled' && is === 'False',
  )
  // Whoever ended the pod as a whole knows more than the container that was in the way.
  const message =
    (status?.reason && status.message) ||
    (waiting?.message ?? failed?.message ?? unscheduled?.message ?? status?.message ?? '')
  return cutMiddle(message, MESSAGE_MAX)
}
