import { podRole } from '../pod-role.ts'
import type { Diagnosis, Remedy } from './diagnosis.ts'
import { type EventFacts, eventOf, type PodCase } from './facts.ts'
import { harmOf } from './harm.ts'
import { sentences } from './sentences.ts'

const BUILDER: Remedy = { does: 'step', step: 'builder', label: 'Open the builder step' }

/** A pod that has its node and does not start, because something it mounts is not there. */
export function mounts(given: PodCase): Diagnosis | null {
  const { pod } = given
  if (!/^(?:ContainerCreating|PodInitializing|Pending|Init:0\/\d+)$/.test(pod.status)) return null
  const event = eventOf(given, 'FailedMount', 'FailedAttachVolume', 'FailedMapVolume')
  if (!event || isOver(given, event)) return null
  const role = podRole(pod)
  const shared = { kind: 'fail', evidence: event.message, at: pod.createdAt } as const
  const socket = /(\S+\.sock) is not a socket file/.exec(event.message)?.[1]
  if (socket !== undefined)
    return {
      ...shared,
      situation: 'socket-missing',
      what: `The builder's socket is not there: ${socket}`,
      why: sentences(
        'Builds talk to Docker through a socket on the server. Docker is not installed, does not run, or a folder took the place of the socket.',
        harmOf(role),
        'It waits for up to 4 hours before BinderHub gives it up.',
      ),
      advice:
        'Run the builder step: it looks which of the three it is. MicroK8s itself brings no Docker; “in the cluster” is the builder that needs nothing on the server.',
      remedies: [BUILDER],
    }
  const secret = /secret "([^"]+)" not found/.exec(event.message)?.[1]
  if (secret !== undefined)
    return {
      ...shared,
      situation: 'secret-missing',
      what: `The secret ${secret} is not there`,
      why: sentences(
        secret === 'binder-build-docker-config'
          ? 'It holds the password of the registry, with which builds push. BinderHub was installed without a registry, or into another namespace.'
          : 'The pod mounts it and starts only once it is there.',
        harmOf(role),
      ),
      advice: 'Run the step that installs BinderHub again: it writes what is missing.',
      remedies: [{ does: 'step', step: 'install', label: 'Open the BinderHub step' }],
    }
  const map = /configmap "([^"]+)" not found/.exec(event.message)?.[1]
  if (map !== undefined)
    return {
      ...shared,
      situation: 'config-missing',
      what: `The config map ${map} is not there`,
      why: sentences('The pod mounts it and starts only once it is there.', harmOf(role)),
      advice: 'Run the step that installs BinderHub again, or make it by hand.',
      remedies: [{ does: 'step', step: 'install', label: 'Open the BinderHub step' }],
    }
  return {
    ...shared,
    situation: 'mount-failed',
    what: 'Something that it mounts cannot be mounted',
    why: sentences('Kubernetes tries again and again; the line below says what is in the way.', harmOf(role)),
    advice:
      'A folder that is missing on the server, or a volume that another server holds, is the usual cause.',
    remedies: pod.claims.map((name) => ({
      does: 'open',
      object: { kind: 'PersistentVolumeClaim', namespace: pod.namespace, name },
      label: `Open the claim ${name}`,
    })),
  }
}

/** Pulling begins only once everything is mounted. */
function isOver({ events }: PodCase, { lastAt }: EventFacts): boolean {
  return events.some(
    ({ reason, lastAt: at }) => ['Pulling', 'Pulled', 'Created', 'Started'].includes(reason) && at > lastAt,
  )
}
