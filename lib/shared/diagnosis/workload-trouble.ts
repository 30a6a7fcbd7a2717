import type { Diagnosis } from './diagnosis.ts'
import { type ConditionFacts, type EventFacts, eventOf } from './facts.ts'

export interface WorkloadCase {
  workload: {
    /** Pods that there should be. */
    wanted: number
    ready: number
    conditions: readonly ConditionFacts[]
  }
  /** Its own and those of what it makes its pods with, newest first. */
  events: readonly EventFacts[]
  now: number
}

/** An event this old says nothing of now. Milliseconds. */
const RECENT_MS = 30 * 60_000

/** What is wrong with a deployment, a replica set, a daemon set or a stateful set as a whole. */
export function workloadTrouble({ workload, events, now }: WorkloadCase): Diagnosis | null {
  const { wanted, ready, conditions } = workload
  if (ready >= wanted) return null
  const refused =
    conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True') ??
    recent(eventOf({ events }, 'FailedCreate'), now)
  if (refused) {
    const quota = /exceeded quota: ([^,]+)/.exec(refused.message)?.[1]
    const at = 'since' in refused ? refused.since : refused.lastAt
    if (quota !== undefined)
      return {
        situation: 'quota',
        kind: 'fail',
        what: 'A quota allows no more pods here',
        why: `The resource quota ${quota} of this namespace is used up, so the API refuses its pods.`,
        advice: `Raise it, or delete it if nobody needs it: microk8s kubectl edit resourcequota ${quota}`,
        evidence: refused.message,
        at,
        remedies: [],
      }
    return {
      situation: 'pods-refused',
      kind: 'fail',
      what: 'The API refuses its pods',
      why: 'Something in their description, or in the rules of the cluster, does not let them in.',
      advice: 'The line below is the reason. What it names has to be there first, or has to be corrected.',
      evidence: refused.message,
      at,
      remedies: [],
    }
  }
  const stuck = conditions.find(
    ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
  )
  if (!stuck) return null
  return {
    situation: 'rollout-stuck',
    kind: 'fail',
    what: 'Its change does not go on',
    why: `Only ${ready} of ${wanted} pods are ready, and for 10 minutes it was no more. Pods of before stay as long as they can.`,
    advice: 'Look at its newest pod, below: it says what is in the way.',
    evidence: stuck.message,
    at: stuck.since,
    remedies: [],
  }
}

function recent(event: EventFacts | undefined, now: number): EventFacts | undefined {
  return event && now - event.lastAt < RECENT_MS ? event : undefined
}

/** What is wrong with a job. */
export function jobTrouble(conditions: readonly ConditionFacts[]): Diagnosis | null {
  const failed = conditions.find(({ type, status }) => type === 'Failed' && status === 'True')
  if (!failed) return null
  const late = failed.reason === 'DeadlineExceeded'
  return {
    situation: 'job-failed',
    kind: 'fail',
    what: late ? 'The job took longer than it may' : 'The job failed',
    why: late
      ? 'The time it has stands in its description: activeDeadlineSeconds.'
      : 'Its pods ended with an error as often as it tries (backoffLimit).',
    advice: 'The log of its last pod says why. A job does not start again: make it anew.',
    evidence: failed.message || failed.reason,
    at: failed.since,
    remedies: [],
  }
}
