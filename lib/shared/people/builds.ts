import { formatAge } from '../format.ts'
import type { PodRow } from '../pod-row.ts'

/** True for a pod that builds the image of a repository. */
function isBuildPod(pod: PodRow): boolean {
  return pod.labels.component === 'binderhub-build'
}

/** Builds in progress, and those that ended a moment ago, newest first. BinderHub takes their pods away as they end. */
export function buildsOf(pods: readonly PodRow[]): PodRow[] {
  return pods.filter(isBuildPod).sort((a, b) => b.createdAt - a.createdAt || (a.uid < b.uid ? -1 : 1))
}

export interface BuildStatus {
  kind: 'fail' | 'wait' | 'work' | 'ok'
  word: string
}

/** How a build is. `now`: milliseconds since the epoch, by the engine's clock. */
export function buildStatus(pod: PodRow, now: number): BuildStatus {
  const age = formatAge(Math.max(0, now - pod.createdAt))
  if (pod.phase === 'Succeeded') return { kind: 'ok', word: 'Built' }
  if (pod.phase === 'Failed') return { kind: 'fail', word: 'Build failed' }
  if (pod.deletingAt !== null) return { kind: 'work', word: 'Ending' }
  if (/BackOff|Err/.test(pod.status)) return { kind: 'fail', word: 'Cannot start' }
  if (pod.phase === 'Pending') return { kind: 'wait', word: `Waiting ${age}` }
  return { kind: 'work', word: `Building ${age}` }
}
