import { podRole } from '../pod-role.ts'
import type { Diagnosis } from './diagnosis.ts'
import { exitWords } from './exit-words.ts'
import { type EventFacts, eventOf, type PodCase, podName } from './facts.ts'
import { harmOf } from './harm.ts'
import { sentences } from './sentences.ts'

/** Starting takes a while for everything. Milliseconds. */
const PATIENCE_MS = 60_000
const NEWS_MS = 3_600_000
/** An event this old says nothing of now. */
const RECENT_MS = 5 * 60_000

/** A pod that runs, and does not answer, or did not until it was started anew. */
export function notReady(given: PodCase): Diagnosis | null {
  const { pod, now } = given
  if (pod.phase !== 'Running' || pod.deletingAt !== null || pod.node === null) return null
  if (!/^(?:Running|NotReady)$/.test(pod.status)) return null
  const role = podRole(pod)
  const unhealthy = recent(eventOf(given, 'Unhealthy'), now)
  const logs = { does: 'open', object: podName(pod), tab: 'logs', label: 'Read its logs' } as const
  if (unhealthy?.message.startsWith('Liveness'))
    return {
      situation: 'not-alive',
      kind: 'fail',
      what: 'It gives no sign of life, and is started anew',
      why: sentences(
        'Kubernetes asks it every few seconds, and kills it when it does not answer.',
        harmOf(role),
      ),
      advice: 'It hangs, or the server is so busy that it answers too late. Its logs say which.',
      evidence: unhealthy.message,
      at: unhealthy.lastAt,
      remedies: [logs],
    }
  if (pod.ready.is < pod.ready.of) {
    if (now - Math.max(pod.createdAt, pod.lastEnd?.at ?? 0) < PATIENCE_MS) return null
    return {
      situation: 'not-ready',
      kind: 'warn',
      what: `It runs and is not ready: ${pod.ready.is} of ${pod.ready.of} containers are`,
      why: sentences(
        'Services send it nothing until it answers the question whether it is ready.',
        harmOf(role),
      ),
      advice: 'It starts still, or waits for something itself. Its logs say what.',
      evidence: unhealthy?.message ?? null,
      at: null,
      remedies: [logs],
    }
  }
  const { lastEnd, restarts } = pod
  if (restarts === 0 || !lastEnd || lastEnd.at === null || now - lastEnd.at > NEWS_MS) return null
  return {
    situation: 'restarted',
    kind: 'warn',
    what: restarts === 1 ? 'It was started anew' : `It was started anew, ${restarts} times so far`,
    why: `Before that ${exitWords(lastEnd.exitCode)}. It works again.`,
    advice: 'If that goes on, its logs of before say why.',
    evidence: `${lastEnd.container}: ${lastEnd.reason || 'ended'}, exit code ${lastEnd.exitCode}`,
    at: lastEnd.at,
    remedies: [logs],
  }
}

function recent(event: EventFacts | undefined, now: number): EventFacts | undefined {
  return event && now - event.lastAt < RECENT_MS ? event : undefined
}
