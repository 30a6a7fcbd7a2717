import { fingerprintOf } from '../../../shared/blast-size.ts'
import { counted, listed } from '../../../shared/count-words.ts'
import type { GuardedBlast } from '../../../shared/deleting-api.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { AppError } from '../../../shared/problem.ts'
import { asSentence } from '../deleting/as-sentence.ts'
import { podsBlast } from '../deleting/pods-blast.ts'
import { type MergePatch, patchCall } from './patch-object.ts'
import type { Workload } from './read-workload.ts'
import { systemGuard } from './system-guard.ts'

/** Exactly what `kubectl rollout restart` writes: another template, and so new pods. */
export function restartPatch(at: Date): MergePatch {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': at.toISOString() }
  return { spec: { template: { metadata: { annotations } } } }
}

const TAKES_OVER = 'for a moment, when the new one takes over'

/** What a restart of a workload does, out of all pods of the cluster. Throws `conflict` where it would do nothing. */
export function restartBlast(workload: Workload, pods: readonly PodRow[], now: Date): GuardedBlast {
  const { object, overlaps } = workload
  if (workload.paused)
    throw new AppError('conflict', `${object.name} is paused: a restart would wait until it is resumed.`, {
      hint: `Somebody paused it by hand. To resume it: kubectl rollout resume deployment/${object.name} -n ${object.namespace}`,
    })
  if (workload.pods.length === 0)
    throw new AppError('conflict', `${object.name} has no pods that could be restarted.`, {
      hint: workload.replicas === 0 ? 'It is scaled to 0. Scale it up instead.' : 'Look at why it has none.',
    })
  const lost = podsBlast(workload.pods, pods, overlaps ? { until: TAKES_OVER, overlaps } : {})
  const count = counted(workload.pods.length, 'pod')
  return {
    runs: [patchCall(object, restartPatch(now))],
    restarts: [
      `${object.kind} ${object.name}: ${count}, ${overlaps ? 'each ends when its new one is ready' : 'each ends before its new one begins'}`,
    ],
    breaks: lost.breaks,
    keeps: lost.keeps,
    undo: 'Not needed: the same version runs again.',
    sentence: asSentence(
      lost.brief.length > 0
        ? listed(lost.brief)
        : `${count} of ${object.name} ${workload.pods.length === 1 ? 'is' : 'are'} made anew`,
    ),
    fingerprint: fingerprintOf(lost.size),
    typed: systemGuard(object),
  }
}
