import { createHash } from 'node:crypto'
import { nothing, type Sink } from '../shell/pipe.ts'
import { Killed } from '../shell/program.ts'
import type { Cluster } from './cluster.ts'
import { floodOf } from './flood.ts'
import type { Container, ContainerStatus, KubeObject, PodSpec } from './kube-object.ts'
import type { LogPlace } from './pod-logs.ts'
import { voiceOf } from './voices.ts'

/** How long a container that ended by itself rests before it is started again, in milliseconds. */
const BACK_OFF_MS = 5_000

/**
 * Gives the containers of a pod something to do. One with a `command` of `sh -c SCRIPT` runs it in the practice
 * machine's own shell and ends with it; all others say from time to time what programs of their kind say.
 */
export function runContainers(cluster: Cluster, pod: KubeObject): void {
  for (const container of ((pod.spec ?? {}) as PodSpec).containers ?? [])
    runContainer(cluster, pod, container)
}

/** What the runtime calls one run of a container. */
export function containerId({ metadata }: KubeObject, container: string, restarts: number): string {
  const id = createHash('sha256').update(`${metadata.uid} ${container} ${restarts}`).digest('hex')
  return `containerd://${id}`
}

function runContainer(cluster: Cluster, pod: KubeObject, container: Container): void {
  const gone = cluster.lives.get(pod.metadata.uid ?? '')?.signal
  if (!gone || gone.aborted) return
  const { namespace = 'default', name } = pod.metadata
  const place = { namespace, pod: name, container: container.name }
  cluster.logs.begin(place)
  const script = scriptOf(container)
  if (script === null) {
    if (floodOf(container) === null) speak(cluster, pod, place, gone)
    return
  }
  runScript(cluster, place, script, gone)
    .then((exitCode) => {
      cluster.logs.end(place)
      if (!gone.aborted) ended(cluster, pod, container, exitCode)
    })
    .catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
}

/** The script of `sh -c SCRIPT`, as `command` and `args` have it together. */
function scriptOf({ command, args }: Container): string | null {
  const words = [command, args].flatMap((list) => (Array.isArray(list) ? list.map(String) : []))
  const [shell = '', flag, script] = words
  return /(^|\/)(ba)?sh$/.test(shell) && flag === '-c' && script !== undefined ? script : null
}

async function runScript(
  cluster: Cluster,
  place: LogPlace,
  script: string,
  signal: AbortSignal,
): Promise<number> {
  const sink = new LineSink((line) => cluster.logs.write(place, line))
  const shell = cluster.machine.shell({
    user: 'root',
    name: 'sh',
    descriptors: new Map([
      [0, { source: nothing }],
      [1, { sink }],
      [2, { sink }],
    ]),
    signal,
  })
  try {
    return await shell.run(script)
  } finally {
    sink.end()
  }
}

/** What the kubelet does with a container that has ended: by the pod's restart policy it stays so, or starts again. */
function ended(cluster: Cluster, pod: KubeObject, container: Container, exitCode: number): void {
  const policy = String((pod.spec as PodSpec | undefined)?.restartPolicy ?? 'Always')
  const isOver = policy === 'Never' || (policy === 'OnFailure' && exitCode === 0)
  const finishedAt = cluster.store.timestamp()
  const reason = exitCode === 0 ? 'Completed' : 'Error'
  if (isOver) {
    change(cluster, pod, container.name, (status) => ({
      ...status,
      ready: false,
      started: false,
      state: { terminated: { exitCode, reason, finishedAt, containerID: status.containerID } },
    }))
    return
  }
  change(cluster, pod, container.name, (status) => ({
    ...status,
    ready: false,
    started: false,
    state: {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off 10s restarting failed container=${container.name} pod=${pod.metadata.name}`,
      },
    },
    lastState: { terminated: { exitCode, reason, finishedAt, containerID: status.containerID } },
  }))
  cluster.later(BACK_OFF_MS, () => {
    const restarted = change(cluster, pod, container.name, (status) => ({
      ...status,
      started: true,
      ready: true,
      restartCount: status.restartCount + 1,
      containerID: containerId(pod, container.name, status.restartCount + 1),
      state: { running: { startedAt: cluster.store.timestamp() } },
    }))
    if (restarted) runContainer(cluster, pod, container)
  })
}

function change(
  cluster: Cluster,
  pod: KubeObject,
  container: string,
  to: (status: ContainerStatus) => ContainerStatus,
): boolean {
  const changed = cluster.store.update(pod, (now) => {
    const containerStatuses = (now.status?.containerStatuses ?? []).map((status) =>
      status.name === container ? to(status) : status,
    )
    const ends = containerStatuses.map(({ state }) => state.terminated)
    const phase = !ends.every((end) => end !== undefined)
      ? now.status?.phase
      : ends.every((end) => end?.exitCode === 0)
        ? 'Succeeded'
        : 'Failed'
    return { ...now, status: { ...now.status, ...(phase === undefined ? {} : { phase }), containerStatuses } }
  })
  return changed !== null
}

function speak(cluster: Cluster, pod: KubeObject, place: LogPlace, gone: AbortSignal): void {
  const { opening, now, everyMs } = voiceOf(pod)
  for (const line of opening()) cluster.logs.write(place, line)
  if (!now) return
  const later = (): void => cluster.later(everyMs * (0.5 + Math.random()), next)
  const next = (): void => {
    if (gone.aborted) return
    for (const line of now()) cluster.logs.write(place, line)
    later()
  }
  later()
}

/** Lines out of bytes; what has no end yet is kept. */
class LineSink implements Sink {
  readonly #line: (line: string) => void
  #rest = ''

  constructor(line: (line: string) => void) {
    this.#line = line
  }

  write(bytes: Buffer): void {
    const lines = (this.#rest + bytes.toString('utf8')).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#line(line)
  }

  end(): void {
    if (this.#rest !== '') this.#line(this.#rest)
    this.#rest = ''
  }
}
