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
    }
  })
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
