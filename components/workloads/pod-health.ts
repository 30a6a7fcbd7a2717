import type { PodRow } from '../../lib/shared/pod-row.ts'
import type { StatusKind } from '../ui/status.tsx'

/** What kubectl's word means for a person who looks for trouble; in the order in which trouble is looked for. */
const HEALTH = ['fail', 'unk', 'warn', 'wait', 'work', 'ok', 'skip'] as const satisfies readonly StatusKind[]

export type PodHealth = (typeof HEALTH)[number]

const UNDER_WAY = /^(Init:\d+\/\d+|PodInitializing|ContainerCreating|Terminating)$/
const WAITING = /^(Pending|SchedulingGated)$/
const BROKEN =
  /(BackOff|Err|Error|Failed|Invalid|OOMKilled|Evicted|CannotRun|DeadlineExceeded|ExitCode|Signal|Rejected|UnexpectedAdmissionError|OutOf|NodeAffinity|Shutdown)/

// Rows are values: a pod that changes is another row. Sorting thousands of them asks for each many times.
const known = new WeakMap<PodRow, PodHealth>()

/** How a pod is, by its status as kubectl has it. */
export function healthOfPod(pod: PodRow): PodHealth {
  const health = known.get(pod) ?? judge(pod)
  known.set(pod, health)
  return health
}

function judge({ status, ready, restarts, phase }: PodRow): PodHealth {
  if (status === 'Completed' || phase === 'Succeeded') return 'skip'
  if (phase === 'Failed' || BROKEN.test(status)) return 'fail'
  if (status === 'Unknown') return 'unk'
  if (WAITING.test(status)) return 'wait'
  if (UNDER_WAY.test(status)) return 'work'
  if (ready.is >= ready.of) return 'ok'
  // It runs and is not ready: it starts, or it starts again and again.
  return restarts > 0 || status === 'NotReady' ? 'warn' : 'work'
}

/** The smaller, the worse. */
export function badness(pod: PodRow): number {
  return HEALTH.indexOf(healthOfPod(pod))
}
