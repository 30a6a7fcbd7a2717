/** What of a pod is read. Everything may be missing: it comes from a server. */
export interface PodObject {
  metadata: {
    creationTimestamp?: string
    deletionTimestamp?: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
    ownerReferences?: { kind: string; name: string; controller?: boolean }[]
  }
  spec?: {
    nodeName?: string
    schedulerName?: string
    containers?: ContainerSpec[]
    volumes?: { persistentVolumeClaim?: { claimName: string } }[]
    initContainers?: { name: string; restartPolicy?: string }[]
  }
  status?: {
    phase?: string
    reason?: string
    message?: string
    podIP?: string
    conditions?: { type: string; status: string; reason?: string; message?: string }[]
    initContainerStatuses?: ContainerStatus[]
    containerStatuses?: ContainerStatus[]
  }
}

export interface ContainerSpec {
  name: string
  image?: string
  args?: string[]
  env?: { name: string; value?: string }[]
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> }
}

export interface ContainerStatus {
  name: string
  ready?: boolean
  started?: boolean
  restartCount?: number
  state?: { waiting?: Waiting; running?: object; terminated?: Terminated }
  lastState?: { terminated?: Terminated }
}

interface Waiting {
  reason?: string
  message?: string
}

interface Terminated {
  exitCode: number
  signal?: number
  reason?: string
  message?: string
  finishedAt?: string
}

export interface PodStatus {
  status: string
  ready: { is: number; of: number }
  restarts: number
  /** Milliseconds since the epoch. */
  lastRestartAt: number | null
}

/**
 * The columns READY, STATUS and RESTARTS as `kubectl get pods` has them, so that what a person reads here is what
 * every other tool and every answer on the web says. The rules are those of printPod in Kubernetes' own printers
 * (pkg/printers/internalversion/printers.go, 1.33).
 */
export function statusOfPod(pod: PodObject): PodStatus {
  const { metadata, spec, status } = pod
  const sidecars = new Set(
    (spec?.initContainers ?? [])
      .filter(({ restartPolicy }) => restartPolicy === 'Always')
      .map(({ name }) => name),
  )
  const starting = initStatus(pod, sidecars)
  const initialized = starting.status === null || hasCondition(pod, 'Initialized')
  const running = initialized ? containerStatus(pod, starting.status ?? plainStatus(pod)) : null
  const counted = [
    ...(status?.initContainerStatuses ?? []).filter(({ name }) => !initialized || sidecars.has(name)),
    ...(initialized ? (status?.containerStatuses ?? []) : []),
  ]
  return {
    status: deletedStatus(pod) ?? running?.status ?? starting.status ?? plainStatus(pod),
    ready: {
      is: starting.ready + (running?.ready ?? 0),
      of: (spec?.containers?.length ?? 0) + sidecars.size,
    },
    restarts: counted.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
    lastRestartAt: lastRestart(counted),
  }

  function deletedStatus({ status: now }: PodObject): string | null {
    if (metadata.deletionTimestamp === undefined) return null
    if (now?.reason === 'NodeLost') return 'Unknown'
    return now?.phase === 'Succeeded' || now?.phase === 'Failed' ? null : 'Terminating'
  }
}

/** What it is while no container says more. */
function plainStatus({ status }: PodObject): string {
  const gated = status?.conditions?.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  )
  return gated ? 'SchedulingGated' : status?.reason || status?.phase || 'Unknown'
}

/** The first init container that is not through decides; `status` is null when all are. */
function initStatus(
  { spec, status }: PodObject,
  sidecars: ReadonlySet<string>,
): { status: string | null; ready: number } {
  let ready = 0
  for (const [index, container] of (status?.initContainerStatuses ?? []).entries()) {
    const { terminated, waiting } = container.state ?? {}
    if (terminated?.exitCode === 0) continue
    if (sidecars.has(container.name) && container.started) {
      if (container.ready) ready += 1
      continue
    }
    if (terminated) return { ready, status: `Init:${endOf(terminated)}` }
    if (waiting?.reason && waiting.reason !== 'PodInitializing')
      return { ready, status: `Init:${waiting.reason}` }
    return { ready, status: `Init:${index}/${spec?.initContainers?.length ?? 0}` }
  }
  return { ready, status: null }
}

/** The first container that has something to say decides; kubectl goes from the last to the first and overwrites. */
function containerStatus(pod: PodObject, before: string): { status: string; ready: number } {
  let told = before
  let ready = 0
  for (const { state, ready: isReady } of (pod.status?.containerStatuses ?? []).toReversed()) {
    if (state?.waiting?.reason) told = state.waiting.reason
    else if (state?.terminated) told = endOf(state.terminated)
    else if (isReady && state?.running) ready += 1
  }
  // One container is through, another still runs.
  if (told === 'Completed' && ready > 0) told = hasCondition(pod, 'Ready') ? 'Running' : 'NotReady'
  return { status: told, ready }
}

function endOf({ reason, signal, exitCode }: Terminated): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`)
}

function hasCondition({ status }: PodObject, wanted: string): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === wanted && is === 'True') === true
}

function lastRestart(containers: readonly ContainerStatus[]): number | null {
  const ends = containers.map(({ lastState }) => Date.parse(lastState?.terminated?.finishedAt ?? '') || 0)
  return Math.max(0, ...ends) || null
}
