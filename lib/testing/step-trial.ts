import type { Answer, Step } from '../server/steps/step.ts'
import type { Plan } from '../shared/plan.ts'

/** What a server answers, by the id of the observation: the text of a good answer, or text and exit code. */
export function answers(by: Record<string, string | Answer>): Map<string, Answer> {
  return new Map(
    Object.entries(by).map(([id, answer]) => [
      id,
      typeof answer === 'string' ? { text: answer, code: 0 } : answer,
    ]),
  )
}

/** The answer of the observation `cluster` with these objects. */
export const clusterOf = (...items: object[]): string => JSON.stringify({ kind: 'List', items })

interface Named {
  namespace?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

export const deployment = (name: string, ready: number, metadata: Named = {}): object => ({
  kind: 'Deployment',
  metadata: { name, ...metadata },
  spec: { replicas: 1 },
  status: { readyReplicas: ready },
})

export const daemonSet = (name: string, ready: number, metadata: Named = {}): object => ({
  kind: 'DaemonSet',
  metadata: { name, ...metadata },
  status: { desiredNumberScheduled: 1, numberReady: ready },
})

/** A pod that waits for the given reason. */
export const waitingPod = (name: string, namespace: string, reason: string, message: string): object => ({
  kind: 'Pod',
  metadata: { name, namespace },
  status: { phase: 'Pending', containerStatuses: [{ state: { waiting: { reason, message } } }] },
})

/** The fault of a step that a line of the transcript tells first, and the words it finds for it. */
export function faultOf(step: Step, line: string, plan: Plan): { id: string; what: string } | null {
  for (const { id, line: pattern, what } of step.faults) {
    const match = pattern?.exec(line)
    if (match) return { id, what: what(match, plan) }
  }
  return null
}
