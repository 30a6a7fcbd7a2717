import type { Cluster } from './cluster.ts'
import { imageSeconds } from './image-seconds.ts'
import type { Condition, ContainerStatus, KubeObject, PodSpec, Status } from './kube-object.ts'
import { troubleOf } from './pod-trouble.ts'
import { containerId, runContainers } from './run-containers.ts'

const LOOK_AGAIN_MS = 2_000

/**
 * The scheduler and the kubelet: a pod that appears is given to the node, its images are pulled, its containers
 * start and get ready; one that is deleted ends. What holds it up is written as events, and looked at again.
 */
export function controlPods(cluster: Cluster): void {
  const { store } = cluster
  const carried = new Set<string>()
  store.onChange(({ type, kind, object }) => {
    if (kind.kind !== 'Pod') return
    const uid = object.metadata.uid ?? ''
    if (type === 'DELETED') {
      carried.delete(uid)
      cluster.lives.get(uid)?.abort()
      cluster.lives.delete(uid)
      cluster.logs.forget(object.metadata.namespace ?? 'default', object.metadata.name)
      return
    }
    if (carried.has(uid)) return
    carried.add(uid)
    cluster.lives.set(uid, new AbortController())
    // A pod that was taken over from before a reboot starts again when it was on its way.
    if (!isSettled(object)) schedule(cluster, object)
    else if (!hasEnded(object)) runContainers(cluster, object)
  })
}

function hasEnded({ status }: KubeObject): boolean {
  return ['Succeeded', 'Failed'].includes(status?.phase ?? '')
}

function isSettled(pod: KubeObject): boolean {
  const { conditions } = pod.status ?? {}
  return (
    hasEnded(pod) || conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true
  )
}

function schedule(cluster: Cluster, pod: KubeObject): void {
  const waiting = troubleOf(cluster, pod)
  if (waiting?.holds === 'schedule') {
    setStatus(cluster, pod, {
      phase: 'Pending',
      conditions: [condition(cluster, 'PodScheduled', 'False', 'Unschedulable', waiting.message)],
    })
    cluster.event(pod, 'Warning', 'FailedScheduling', waiting.message, 'default-scheduler')
    again(cluster, pod, schedule)
    return
  }
  const node = cluster.machine.state.hostname
  const scheduled = cluster.store.update(pod, (now) => ({ ...now, spec: { ...now.spec, nodeName: node } }))
  if (!scheduled) return
  const { name, namespace } = pod.metadata
  cluster.event(
    pod,
    'Normal',
    'Scheduled',
    `Successfully assigned ${namespace}/${name} to ${node}`,
    'default-scheduler',
  )
  setWaiting(cluster, scheduled, 'ContainerCreating', '')
  cluster.later(250, () => mount(cluster, scheduled))
}

function mount(cluster: Cluster, pod: KubeObject): void {
  const trouble = troubleOf(cluster, pod)
  if (trouble?.holds === 'mount') {
    cluster.event(pod, 'Warning', 'FailedMount', trouble.message)
    again(cluster, pod, mount)
    return
  }
  pull(
    cluster,
    pod,
    [...(specOf(pod).initContainers ?? []), ...(specOf(pod).containers ?? [])].map(({ image }) => image),
  )
}

function pull(cluster: Cluster, pod: KubeObject, images: readonly string[]): void {
  if (!isThere(cluster, pod)) return
  const [image, ...rest] = images
  if (image === undefined) {
    start(cluster, pod)
    return
  }
  const known = cluster.machine.state.images
  if (known.includes(image)) {
    cluster.event(pod, 'Normal', 'Pulled', `Container image "${image}" already present on machine`)
    pull(cluster, pod, rest)
    return
  }
  cluster.event(pod, 'Normal', 'Pulling', `Pulling image "${image}"`)
  const seconds = imageSeconds(image)
  cluster.later(seconds * 1000, () => {
    if (!known.includes(image)) known.push(image)
    cluster.event(
      pod,
      'Normal',
      'Pulled',
      `Successfully pulled image "${image}" in ${seconds.toFixed(3)}s (${seconds.toFixed(3)}s including waiting). Image size: ${Math.round(seconds * 42_000_000)} bytes.`,
    )
    pull(cluster, pod, rest)
  })
}

function start(cluster: Cluster, pod: KubeObject): void {
  for (const { name } of specOf(pod).containers ?? []) {
    cluster.event(pod, 'Normal', 'Created', `Created container: ${name}`)
    cluster.event(pod, 'Normal', 'Started', `Started container ${name}`)
  }
  const trouble = troubleOf(cluster, pod)
  if (trouble?.holds === 'run') {
    crash(cluster, pod, trouble.message, 1)
    return
  }
  setRunning(cluster, pod, false)
  runContainers(cluster, pod)
  cluster.later(700, () => {
    const now = cluster.store.get('Pod', pod.metadata.name, pod.metadata.namespace)
    // One whose command was through by then never gets ready.
    if (now?.status?.containerStatuses?.every(({ state }) => state.running)) setRunning(cluster, pod, true)
  })
}

function crash(cluster: Cluster, pod: KubeObject, line: string, times: number): void {
  if (!isThere(cluster, pod)) return
  if (!troubleOf(cluster, pod)) {
    start(cluster, pod)
    return
  }
  const [name = 'pod'] = (specOf(pod).containers ?? []).map((container) => container.name)
  const place = { namespace: pod.metadata.namespace ?? 'default', pod: pod.metadata.name, container: name }
  cluster.logs.begin(place)
  cluster.logs.write(place, line)
  cluster.logs.end(place)
  const ended = {
    terminated: {
      exitCode: 1,
      reason: 'Error',
      finishedAt: cluster.store.timestamp(),
      containerID: containerId(pod, name, times - 1),
    },
  }
  const message = `back-off ${Math.min(300, 10 * 2 ** (times - 1))}s restarting failed container=${name} pod=${pod.metadata.name}`
  setContainers(cluster, pod, 'Running', false, (status) => ({
    ...status,
    restartCount: times,
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState: ended,
  }))
  cluster.event(pod, 'Warning', 'BackOff', message)
  cluster.later(LOOK_AGAIN_MS * Math.min(times, 4), () => crash(cluster, pod, line, times + 1))
}

function again(cluster: Cluster, pod: KubeObject, step: (cluster: Cluster, pod: KubeObject) => void): void {
  cluster.later(LOOK_AGAIN_MS, () => {
    if (isThere(cluster, pod)) step(cluster, pod)
  })
}

function isThere(cluster: Cluster, pod: KubeObject): boolean {
  const now = cluster.store.get('Pod', pod.metadata.name, pod.metadata.namespace)
  return now?.metadata.uid === pod.metadata.uid && now?.metadata.deletionTimestamp === undefined
}

function setWaiting(cluster: Cluster, pod: KubeObject, reason: string, message: string): void {
  setContainers(cluster, pod, 'Pending', false, (status) => ({
    ...status,
    state: { waiting: { reason, ...(message ? { message } : {}) } },
  }))
}

function setRunning(cluster: Cluster, pod: KubeObject, ready: boolean): void {
  const startedAt = cluster.store.timestamp()
  setContainers(cluster, pod, 'Running', ready, (status) => ({
    ...status,
    started: true,
    ready,
    state: { running: { startedAt } },
  }))
}

function setContainers(
  cluster: Cluster,
  pod: KubeObject,
  phase: string,
  ready: boolean,
  change: (status: ContainerStatus) => ContainerStatus,
): void {
  const before = cluster.store.get('Pod', pod.metadata.name, pod.metadata.namespace)?.status
    ?.containerStatuses
  const containers = specOf(pod).containers ?? []
  setStatus(cluster, pod, {
    phase,
    hostIP: '10.20.0.10',
    podIP: phase === 'Pending' ? undefined : podAddress(pod),
    startTime: cluster.store.timestamp(),
    conditions: [
      condition(cluster, 'PodScheduled', 'True'),
      condition(cluster, 'Initialized', 'True'),
      condition(cluster, 'ContainersReady', ready ? 'True' : 'False'),
      condition(cluster, 'Ready', ready ? 'True' : 'False', ready ? undefined : 'ContainersNotReady'),
    ],
    containerStatuses: containers.map(({ name, image }, index) =>
      change({
        name,
        image,
        imageID: '',
        containerID: containerId(pod, name, before?.[index]?.restartCount ?? 0),
        ready: false,
        started: false,
        restartCount: before?.[index]?.restartCount ?? 0,
        state: {},
        lastState: before?.[index]?.lastState ?? {},
      }),
    ),
  })
}

function setStatus(cluster: Cluster, pod: KubeObject, status: Status): void {
  cluster.store.update(pod, (now) =>
    now.metadata.deletionTimestamp ? now : { ...now, status: { ...now.status, ...status } },
  )
}

function condition(
  cluster: Cluster,
  type: string,
  status: 'True' | 'False',
  reason?: string,
  message?: string,
): Condition {
  return {
    type,
    status,
    lastTransitionTime: cluster.store.timestamp(),
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  }
}

function specOf(pod: KubeObject): PodSpec {
  return (pod.spec ?? {}) as PodSpec
}

function podAddress({ metadata }: KubeObject): string {
  const seed = Number.parseInt((metadata.uid ?? '0').slice(0, 4), 16)
  return `10.1.${seed >> 8}.${seed & 255 || 7}`
}
