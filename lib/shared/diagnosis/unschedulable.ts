import { formatBytes } from '../format.ts'
import { type PodRole, podRole } from '../pod-role.ts'
import type { Amounts } from '../pod-row.ts'
import { type Diagnosis, type Remedy, type Situation, toLaunches } from './diagnosis.ts'
import { eventOf, type NodeFacts, type PodCase } from './facts.ts'
import { formatCores } from './format-cores.ts'
import { freeOn } from './free-on.ts'
import { harmOf } from './harm.ts'
import { nodeTrouble } from './node-trouble.ts'
import { sentences } from './sentences.ts'

interface Cause {
  situation: Situation
  /** In the words of the scheduler. */
  said: RegExp
  what(match: RegExpExecArray): string
  why(given: PodCase, match: RegExpExecArray): string
  advice(role: PodRole): string
  remedies?(given: PodCase, match: RegExpExecArray): readonly Remedy[]
}

const FREE_SOME =
  'Stop idle sessions, promise less to each (jupyterhub.singleuser.memory.guarantee), or add memory to the server. It starts by itself once there is room.'

/** What the scheduler says, worst first: a node that cannot take anything matters more than one that is full. */
const causes: readonly Cause[] = [
  {
    situation: 'no-node',
    said: /no nodes available to schedule pods/,
    what: () => 'The cluster has no node',
    why: () => 'Kubernetes runs, and no machine has joined it.',
    advice: () => 'Look at the server: microk8s status, then microk8s inspect.',
    remedies: () => [{ does: 'step', step: 'ready', label: 'Open the Kubernetes step' }],
  },
  {
    situation: 'disk-pressure',
    said: /untolerated taint \{?node\.kubernetes\.io\/disk-pressure/,
    what: () => 'The disk is nearly full, so the server takes no new pods',
    why: () => 'Kubernetes closes a server whose disk runs short, and ends pods there until there is room.',
    advice: () => 'Make room: clean up images, then volumes. The server opens by itself.',
    remedies: openNodes,
  },
  {
    situation: 'memory-pressure',
    said: /untolerated taint \{?node\.kubernetes\.io\/memory-pressure/,
    what: () => 'Memory runs short, so the server takes no new pods',
    why: () => 'Kubernetes closes a server whose memory is used up, and ends pods there.',
    advice: () => 'Stop idle sessions; then lower the memory limits.',
    remedies: (given) => [toLaunches, ...openNodes(given)],
  },
  {
    situation: 'node-not-ready',
    said: /untolerated taint \{?node\.kubernetes\.io\/(?:not-ready|unreachable|network-unavailable)/,
    what: () => 'The server does not answer Kubernetes',
    why: () => 'Its kubelet is stopped or starting, so nothing new can run there.',
    advice: () => 'After a reboot that takes up to two minutes. Otherwise: sudo snap restart microk8s',
    remedies: openNodes,
  },
  {
    situation: 'cordoned',
    said: /node\(s\) were unschedulable|untolerated taint \{?node\.kubernetes\.io\/unschedulable/,
    what: () => 'The server is cordoned: it takes no new pods',
    why: ({ nodes }) =>
      nodes.some(({ cordonedByCleaner }) => cordonedByCleaner)
        ? 'The image cleaner closed it while it cleans; on a single server that stops every launch.'
        : 'Somebody closed it for new pods, by hand or before maintenance.',
    advice: () => 'Uncordon it. With one server only, set imageCleaner.cordon to false.',
    remedies: ({ nodes }) => nodes.filter(({ cordoned }) => cordoned).map(uncordon),
  },
  {
    situation: 'no-gpu',
    said: /Insufficient (\S*gpu\S*|\S+\.com\/\S+?)[.,]/i,
    what: () => 'No free GPU',
    why: (_, [, resource = '']) => `It asks for ${resource}, and no server has one free.`,
    advice: () =>
      'Stop a session that holds one. If none does, the driver of the GPU is not known to Kubernetes: look at the pods in gpu-operator-resources.',
    remedies: () => [toLaunches],
  },
  {
    situation: 'no-room',
    said: /Insufficient (memory|cpu|ephemeral-storage)/,
    what: ([, what = '']) => `Not enough free ${names[what] ?? what}`,
    why: roomWords,
    advice: (role) =>
      role === 'build' ? `${FREE_SOME} Builds ask for theirs beside the sessions.` : FREE_SOME,
    remedies: () => [toLaunches],
  },
  {
    situation: 'too-many-pods',
    said: /Too many pods/,
    what: () => 'The server runs as many pods as it may',
    why: () => 'Kubernetes takes 110 pods a server unless it is told otherwise, whatever memory is free.',
    advice: () =>
      'Stop idle sessions, or raise the number: --max-pods in /var/snap/microk8s/current/args/kubelet.',
    remedies: () => [toLaunches],
  },
  {
    situation: 'claim-missing',
    said: /persistentvolumeclaim "([^"]+)" (?:not found|is being deleted)/,
    what: ([, claim = '']) => `The claim ${claim} is not there`,
    why: () => 'The pod mounts a volume by a claim that was deleted or never made.',
    advice: (role) =>
      role === 'hub'
        ? 'Run the step that installs BinderHub again: it makes the claim, empty.'
        : 'Make the claim again, or take it out of the pod.',
    remedies: ({ pod }) =>
      podRole(pod) === 'hub' ? [{ does: 'step', step: 'install', label: 'Open the BinderHub step' }] : [],
  },
  {
    situation: 'claim-unbound',
    said: /unbound immediate PersistentVolumeClaims|didn't find available persistent volumes to bind/,
    what: () => 'It waits for a volume that nobody makes',
    why: () =>
      'Its claim is bound to no volume: there is no default storage class, or its provisioner does not run.',
    advice: () => 'Look at the claim; mostly the storage steps have to run again.',
    remedies: ({ pod }) => [
      ...pod.claims.map(
        (name): Remedy => ({
          does: 'open',
          object: { kind: 'PersistentVolumeClaim', namespace: pod.namespace, name },
          label: `Open the claim ${name}`,
        }),
      ),
      { does: 'step', step: 'storage', label: 'Open the storage step' },
    ],
  },
  {
    situation: 'volume-elsewhere',
    said: /volume node affinity conflict|didn't match PersistentVolume's node affinity/,
    what: () => 'Its volume lies on another server',
    why: () =>
      'A volume in a folder belongs to one server, and the pod can run nowhere else. That server is away, or has another name now.',
    advice: () => 'Bring that server back, or move its data and make the volume anew.',
    remedies: ({ pod }) =>
      pod.claims.map((name) => ({
        does: 'open',
        object: { kind: 'PersistentVolumeClaim', namespace: pod.namespace, name },
        label: `Open the claim ${name}`,
      })),
  },
  {
    situation: 'port-taken',
    said: /didn't have free ports for the requested pod ports/,
    what: () => 'The port it wants on the server is taken',
    why: () => 'Another pod holds the same port of the server.',
    advice: () => 'Only one of the two can run there: delete the other, or change the port.',
  },
  {
    situation: 'no-such-node',
    said: /didn't match (?:Pod's node affinity(?:\/selector)?|node selector|pod (?:anti-)?affinity rules)/i,
    what: () => 'No server has the labels it asks for',
    why: ({ pod }) =>
      podRole(pod) === 'build'
        ? 'Builds are bound to servers with a certain label, and none has it.'
        : 'It is bound to servers with certain labels, and none has them.',
    advice: (role) =>
      role === 'build'
        ? 'Correct KubernetesBuildExecutor.node_selector in binder.yaml, or label the server.'
        : 'Correct its node selector, or label the server.',
  },
  {
    situation: 'tainted',
    said: /untolerated taint \{?([^}]+?)\}?[.,]/,
    what: () => 'The server is marked so that it takes no such pods',
    why: (_, [, taint = '']) =>
      `It carries the taint ${taint.trim().replace(/:$/, '')}, which this pod does not tolerate.`,
    advice: () => 'Take the taint off the server, or let the pod tolerate it.',
    remedies: openNodes,
  },
]

const names: Readonly<Record<string, string>> = {
  memory: 'memory',
  cpu: 'processor',
  'ephemeral-storage': 'disk',
}

/** A pod for which the scheduler finds no place, and says so. */
export function unschedulable(given: PodCase): Diagnosis | null {
  const { pod } = given
  if (pod.node !== null || pod.phase !== 'Pending' || pod.deletingAt !== null) return null
  const event = eventOf(given, 'FailedScheduling')
  const said = pod.message || event?.message
  if (pod.status === 'SchedulingGated')
    return {
      situation: 'gated',
      kind: 'wait',
      what: 'It is held back until somebody lets it go',
      why: 'A scheduling gate stands in the pod; whoever set it takes it away.',
      advice: 'Wait, or look in its YAML under schedulingGates who set it.',
      evidence: said ?? null,
      at: pod.createdAt,
      remedies: [],
    }
  if (said === undefined || said === '') return null
  const role = podRole(pod)
  // What preemption would do about it is no cause.
  const [reasons = said] = said.split(' preemption:')
  for (const cause of causes) {
    const match = cause.said.exec(reasons)
    if (!match) continue
    return {
      situation: cause.situation,
      kind: role === 'session' || role === 'build' ? 'wait' : 'fail',
      what: cause.what(match),
      why: sentences(cause.why(given, match), harmOf(role)),
      advice: cause.advice(role),
      evidence: said,
      at: pod.createdAt,
      remedies: cause.remedies?.(given, match) ?? [],
    }
  }
  return {
    situation: 'unschedulable',
    kind: 'wait',
    what: 'No server takes it',
    why: sentences('The scheduler found no place for it.', harmOf(role)),
    advice: 'The line below says what each server lacks.',
    evidence: said,
    at: pod.createdAt,
    remedies: [],
  }
}

function roomWords({ pod, nodes, pods }: PodCase, [, what = '']: RegExpExecArray): string {
  const part: keyof Amounts = what === 'cpu' ? 'cpuMilli' : 'memoryBytes'
  const say = part === 'cpuMilli' ? formatCores : formatBytes
  const asks = pod.requests[part]
  const free = nodes.map((node) => freeOn(node, pods)[part])
  if (what === 'ephemeral-storage' || asks === 0 || free.length === 0)
    return 'What the server has is promised to other pods already.'
  return `It asks for ${say(asks)}, and ${say(Math.max(0, ...free))} are not promised to others yet.`
}

function uncordon({ uid, name }: NodeFacts): Remedy {
  return {
    does: 'uncordon',
    object: { kind: 'Node', namespace: null, name, uid },
    label: `Uncordon ${name}…`,
  }
}

function openNodes({ nodes }: PodCase): Remedy[] {
  return nodes
    .filter((node) => nodeTrouble(node) !== null)
    .map(({ name }) => ({
      does: 'open',
      object: { kind: 'Node', namespace: null, name },
      label: `Open ${name}`,
    }))
}
