import { at, fieldsOf, listOf, numberOf, textOf, timeOf } from '../../lib/shared/kube-fields.ts'
import type { KubeFields } from '../../lib/shared/whole-object.ts'

/** One container of a pod, as `kubectl describe` tells it. */
export interface ContainerFacts {
  name: string
  image: string
  isInit: boolean
  isReady: boolean
  restarts: number
  state: ContainerState
  /** How it ended before; null where it never did. */
  before: ContainerState | null
  /** "100m", "64Mi": as they were written. Empty where there is none. */
  requests: string
  limits: string
  mounts: readonly { path: string; volume: string; isReadOnly: boolean }[]
  /** "8888 http". */
  ports: readonly string[]
  /** What it runs instead of what its image says, with its arguments; empty where the image decides. */
  command: string
  probes: readonly { what: string; asks: string }[]
  /** Each variable, and its value or where that comes from. */
  variables: readonly { name: string; value: string; from: string }[]
}

export type ContainerState =
  | { is: 'running'; since: number | null }
  | { is: 'waiting'; reason: string; message: string }
  | { is: 'ended'; reason: string; exitCode: number; at: number | null }
  | { is: 'unknown' }

/** All containers of a pod, those that prepare it first. */
export function containersOf(pod: KubeFields): ContainerFacts[] {
  return [
    ...read(pod, 'initContainers', 'initContainerStatuses', true),
    ...read(pod, 'containers', 'containerStatuses', false),
  ]
}

function read(pod: KubeFields, specs: string, statuses: string, isInit: boolean): ContainerFacts[] {
  const known = listOf(at(pod, 'status', statuses))
  return listOf(at(pod, 'spec', specs)).map((spec) => {
    const name = textOf(at(spec, 'name'))
    const status = known.find((each) => at(each, 'name') === name)
    const before = stateOf(at(status, 'lastState'))
    return {
      name,
      image: textOf(at(spec, 'image')),
      isInit,
      isReady: at(status, 'ready') === true,
      restarts: numberOf(at(status, 'restartCount')),
      state: stateOf(at(status, 'state')),
      before: before.is === 'unknown' ? null : before,
      requests: amounts(at(spec, 'resources', 'requests')),
      limits: amounts(at(spec, 'resources', 'limits')),
      mounts: listOf(at(spec, 'volumeMounts')).map((mount) => ({
        path: textOf(at(mount, 'mountPath')),
        volume: textOf(at(mount, 'name')),
        isReadOnly: at(mount, 'readOnly') === true,
      })),
      ports: listOf(at(spec, 'ports')).map((port) =>
        [textOf(at(port, 'containerPort')), textOf(at(port, 'name'))].filter(Boolean).join(' '),
      ),
      command: [...listOf(at(spec, 'command')), ...listOf(at(spec, 'args'))].map(textOf).join(' '),
      probes: PROBES.flatMap(([field, what]) => {
        const asks = probeWords(at(spec, field))
        return asks === '' ? [] : [{ what, asks }]
      }),
      variables: variablesOf(spec),
    }
  })
}

const PROBES = [
  ['startupProbe', 'started'],
  ['livenessProbe', 'alive'],
  ['readinessProbe', 'ready'],
] as const

/** "GET /hub/health on http, every 10 s, 3 failures are too many". */
function probeWords(probe: unknown): string {
  const asks = questionOf(probe)
  if (asks === '') return ''
  // Kubernetes' own defaults, where nothing is written.
  const every = numberOf(at(probe, 'periodSeconds')) || 10
  const failures = numberOf(at(probe, 'failureThreshold')) || 3
  return `${asks}, every ${every} s, ${failures === 1 ? '1 failure is' : `${failures} failures are`} too many`
}

function questionOf(probe: unknown): string {
  const { httpGet, tcpSocket, exec, grpc } = fieldsOf(probe)
  if (httpGet) return `GET ${textOf(at(httpGet, 'path')) || '/'} on ${textOf(at(httpGet, 'port'))}`
  if (tcpSocket) return `connects to ${textOf(at(tcpSocket, 'port'))}`
  if (grpc) return `asks gRPC on ${textOf(at(grpc, 'port'))}`
  return listOf(at(exec, 'command')).map(textOf).join(' ')
}

function variablesOf(container: unknown): ContainerFacts['variables'] {
  const own = listOf(at(container, 'env')).map((variable) => ({
    name: textOf(at(variable, 'name')),
    value: textOf(at(variable, 'value')),
    from: sourceOf(at(variable, 'valueFrom')),
  }))
  const whole = listOf(at(container, 'envFrom')).map((source) => ({
    name: `${textOf(at(source, 'prefix'))}…`,
    value: '',
    from: at(source, 'secretRef')
      ? `all of secret ${textOf(at(source, 'secretRef', 'name'))}`
      : `all of config map ${textOf(at(source, 'configMapRef', 'name'))}`,
  }))
  return [...own, ...whole]
}

function sourceOf(from: unknown): string {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = fieldsOf(from)
  if (secretKeyRef) return `secret ${textOf(at(secretKeyRef, 'name'))}, ${textOf(at(secretKeyRef, 'key'))}`
  if (configMapKeyRef)
    return `config map ${textOf(at(configMapKeyRef, 'name'))}, ${textOf(at(configMapKeyRef, 'key'))}`
  if (fieldRef) return `the pod’s ${textOf(at(fieldRef, 'fieldPath'))}`
  return resourceFieldRef ? `its ${textOf(at(resourceFieldRef, 'resource'))}` : ''
}

function stateOf(state: unknown): ContainerState {
  const { running, waiting, terminated } = fieldsOf(state)
  if (running) return { is: 'running', since: timeOf(at(running, 'startedAt')) }
  if (waiting)
    return { is: 'waiting', reason: textOf(at(waiting, 'reason')), message: textOf(at(waiting, 'message')) }
  if (!terminated) return { is: 'unknown' }
  return {
    is: 'ended',
    reason: textOf(at(terminated, 'reason')),
    exitCode: numberOf(at(terminated, 'exitCode')),
    at: timeOf(at(terminated, 'finishedAt')),
  }
}

function amounts(of: unknown): string {
  return Object.entries(fieldsOf(of))
    .map(([what, amount]) => `${what} ${textOf(amount)}`)
    .join(', ')
}
