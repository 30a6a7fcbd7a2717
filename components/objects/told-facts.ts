import { at, fieldsOf, listOf, textOf } from '../../lib/shared/kube-fields.ts'
import type { KubeFields } from '../../lib/shared/whole-object.ts'

// What `kubectl describe` tells beside an object's own fields, in one line each.

/** kubectl keeps the whole object once more in there, and the controller of deployments its own count. */
const OF_MACHINES = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
])

/** Annotations that somebody wrote, by name. */
export function annotationsOf(object: KubeFields): [string, string][] {
  return Object.entries(fieldsOf(at(object, 'metadata', 'annotations')))
    .filter(([name]) => !OF_MACHINES.has(name))
    .map(([name, value]) => [name, textOf(value)])
}

/** "hub.jupyter.org/dedicated=user:NoSchedule" of each taint of a node. */
export function taintsOf(node: KubeFields): string[] {
  return listOf(at(node, 'spec', 'taints')).map(
    (taint) =>
      `${keyAndValue(textOf(at(taint, 'key')), textOf(at(taint, 'value')))}:${textOf(at(taint, 'effect'))}`,
  )
}

/** What a pod bears, without what Kubernetes adds to every pod. */
export function tolerationsOf(pod: KubeFields): string[] {
  return listOf(at(pod, 'spec', 'tolerations')).flatMap((toleration) => {
    const key = textOf(at(toleration, 'key'))
    const effect = textOf(at(toleration, 'effect'))
    const isUsual = /^node\.kubernetes\.io\/(?:not-ready|unreachable)$/.test(key) && effect === 'NoExecute'
    if (isUsual) return []
    const what = keyAndValue(key, textOf(at(toleration, 'value'))) || 'everything'
    return [effect === '' ? what : `${what}:${effect}`]
  })
}

/** "InternalIP 10.0.0.4" of each address of a node. */
export function addressesOf(node: KubeFields): string[] {
  return listOf(at(node, 'status', 'addresses')).map(
    (address) => `${textOf(at(address, 'type'))} ${textOf(at(address, 'address'))}`,
  )
}

/** How the pods of a workload are replaced: "Recreate", or "RollingUpdate, at most 25% missing, 25% more". */
export function replacingOf(workload: KubeFields): string {
  const strategy = fieldsOf(at(workload, 'spec', 'strategy') ?? at(workload, 'spec', 'updateStrategy'))
  const missing = textOf(at(strategy, 'rollingUpdate', 'maxUnavailable'))
  const more = textOf(at(strategy, 'rollingUpdate', 'maxSurge'))
  return [
    textOf(strategy.type),
    missing === '' ? '' : `at most ${missing} missing`,
    more === '' || more === '0' ? '' : `${more} more`,
  ]
    .filter(Boolean)
    .join(', ')
}

function keyAndValue(key: string, value: string): string {
  return value === '' ? key : `${key}=${value}`
}
