import { podRole } from '../pod-role.ts'
import type { Diagnosis } from './diagnosis.ts'
import { type PodCase, podName } from './facts.ts'

/** A scheduler that runs says something within seconds. Milliseconds. */
const SILENT_MS = 15_000
const USER_SCHEDULER = 'user-scheduler'

/**
 * A pod about which no scheduler says a word: z2jh gives sessions to one of its own, and while that is down they stay
 * Pending without any event (domain notes 4).
 */
export function schedulerDown({ pod, pods, events, now }: PodCase): Diagnosis | null {
  if (pod.phase !== 'Pending' || pod.node !== null || pod.deletingAt !== null) return null
  if (pod.message !== '' || events.length > 0 || now - pod.createdAt < SILENT_MS) return null
  const own = pods.filter((each) => each.namespace === pod.namespace && podRole(each) === 'user-scheduler')
  const ready = own.filter(({ ready: { is, of } }) => of > 0 && is >= of)
  const byUserScheduler = pod.scheduler?.includes(USER_SCHEDULER) ?? false
  if (byUserScheduler && ready.length > 0) return null
  const shared = {
    situation: 'scheduler-down',
    kind: 'fail',
    evidence: null,
    at: pod.createdAt,
  } as const
  if (byUserScheduler)
    return {
      ...shared,
      what: 'Nobody looks for a place for it: the user scheduler is down',
      why: `Sessions are placed by BinderHub's own scheduler, and ${own.length === 0 ? 'it is not there' : `none of its ${own.length} pods is ready`}. No session starts.`,
      advice:
        own[0] === undefined
          ? 'Run the step that installs BinderHub again: it makes what is missing.'
          : 'Look what its pods lack. Sessions that wait are placed as soon as one is ready.',
      remedies:
        own[0] === undefined
          ? [{ does: 'step', step: 'install', label: 'Open the BinderHub step' }]
          : [{ does: 'open', object: podName(own[0]), label: 'Open the user scheduler' }],
    }
  return {
    ...shared,
    what: 'Nobody looks for a place for it',
    why:
      pod.scheduler === null
        ? 'No scheduler has said a word about it. That of Kubernetes is stopped, or has just started.'
        : `It waits for the scheduler ${pod.scheduler}, which says nothing: it does not run here.`,
    advice:
      pod.scheduler === null
        ? 'If it stays so: sudo snap restart microk8s'
        : 'Correct schedulerName in what made this pod.',
    remedies: [],
  }
}
