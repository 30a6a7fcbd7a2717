import type { ServerResponse } from 'node:http'
import type { Cluster } from './cluster.ts'
import { flood, floodOf } from './flood.ts'
import { kindNamed } from './kinds.ts'
import type { Container, ContainerStatus, KubeObject, PodSpec } from './kube-object.ts'
import type { LogLine, LogPlace } from './pod-logs.ts'
import { ApiRefusal, readObject } from './requests.ts'

/** Which part of a log is asked for, as the API takes it. */
interface LogQuery {
  previous: boolean
  timestamps: boolean
  sinceTime: string | null
  tailLines: number | null
}

/** Answers `GET …/pods/NAME/log` with all that kubectl and Bindery ask of it. Throws ApiRefusal. */
export function answerLog(
  cluster: Cluster,
  namespace: string,
  name: string,
  search: URLSearchParams,
  response: ServerResponse,
): void {
  const { place, container, status } = findContainer(cluster, namespace, name, search.get('container'))
  const query = queryOf(search)
  const follows = isTrue(search.get('follow')) && !query.previous
  const flooded = floodOf(container)
  if (flooded !== null && status?.state.running && !query.previous) {
    response.writeHead(200, { 'content-type': 'text/plain' })
    flood(flooded, { ...query, follows, startedAt: String(status.state.running.startedAt) }, response)
    return
  }
  const lines = linesOf(cluster, place, status, query)
  response.writeHead(200, { 'content-type': 'text/plain' })
  const write = ({ at, text }: LogLine): void => {
    response.write(query.timestamps ? `${at} ${text}\n` : `${text}\n`)
  }
  for (const line of lines) write(line)
  const stop = follows ? cluster.logs.follow(place, (line) => (line ? write(line) : response.end())) : null
  if (stop === null) response.end()
  else {
    // Whoever asked is to know at once that there is something to follow.
    response.flushHeaders()
    response.on('close', stop)
  }
}

/** What `kubectl logs` prints. Throws ApiRefusal. */
export function readLog(cluster: Cluster, namespace: string, name: string, search: URLSearchParams): string {
  const { place, status } = findContainer(cluster, namespace, name, search.get('container'))
  const query = queryOf(search)
  return linesOf(cluster, place, status, query)
    .map(({ at, text }) => (query.timestamps ? `${at} ${text}\n` : `${text}\n`))
    .join('')
}

function findContainer(
  cluster: Cluster,
  namespace: string,
  name: string,
  asked: string | null,
): { place: LogPlace; container: Container; status: ContainerStatus | undefined } {
  const kind = kindNamed('pod')
  if (!kind) throw new Error('there are no pods')
  const pod = readObject(cluster.store, kind, name, namespace)
  const { containers = [], initContainers = [] } = (pod.spec ?? {}) as PodSpec
  if (asked === null && containers.length > 1)
    throw new ApiRefusal(
      400,
      'BadRequest',
      `a container name must be specified for pod ${name}, choose one of: [${containers.map((one) => one.name).join(' ')}]`,
    )
  const container = [...initContainers, ...containers].find(
    (one) => one.name === (asked ?? containers[0]?.name),
  )
  if (!container) throw new ApiRefusal(400, 'BadRequest', `container ${asked} is not valid for pod ${name}`)
  return {
    place: { namespace, pod: name, container: container.name },
    container,
    status: statusOf(pod, container.name),
  }
}

/** The rules of the kubelet (validateContainerLogStatus, 1.33): of one that waits to start again it has the last log. */
function linesOf(
  cluster: Cluster,
  place: LogPlace,
  status: ContainerStatus | undefined,
  { previous, sinceTime, tailLines }: LogQuery,
): readonly LogLine[] {
  const waits = status?.state.waiting !== undefined
  const current = cluster.logs.lines(place)
  const lines = previous && !waits ? cluster.logs.previous(place) : current
  if (previous && (lines === null || (waits && !status?.lastState.terminated)))
    throw new ApiRefusal(
      400,
      'BadRequest',
      `previous terminated container "${place.container}" in pod "${place.pod}" not found`,
    )
  if (lines === null)
    throw new ApiRefusal(
      400,
      'BadRequest',
      `container "${place.container}" in pod "${place.pod}" is waiting to start: ${status?.state.waiting?.reason ?? 'ContainerCreating'}`,
    )
  // The API hands whole seconds on to the kubelet.
  const since = sinceTime === null ? '' : new Date(sinceTime).toISOString().slice(0, 19)
  const wanted = since === '' ? lines : lines.filter(({ at }) => at >= since)
  return tailLines === null ? wanted : tailLines === 0 ? [] : wanted.slice(-tailLines)
}

function statusOf(pod: KubeObject, container: string): ContainerStatus | undefined {
  return pod.status?.containerStatuses?.find(({ name }) => name === container)
}

function queryOf(search: URLSearchParams): LogQuery {
  const tail = search.get('tailLines')
  const seconds = search.get('sinceSeconds')
  return {
    previous: isTrue(search.get('previous')),
    timestamps: isTrue(search.get('timestamps')),
    sinceTime:
      seconds === null
        ? search.get('sinceTime')
        : new Date(Date.now() - Number(seconds) * 1_000).toISOString(),
    tailLines: tail === null ? null : Number(tail),
  }
}

const isTrue = (value: string | null): boolean => value === 'true' || value === '1'
