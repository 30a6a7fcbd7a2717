import type { HealthCause, HealthCheck, HealthPart } from '../../shared/health-row.ts'
import { visible } from '../../shared/visible.ts'
import type { BinderHubAnswers } from './ask-binderhub.ts'
import type { HttpSeen } from './ask-http.ts'
import type { NodeSeen } from './look-at-nodes.ts'
import type { PartPod, PartSeen, PartsSeen } from './look-at-parts.ts'

/** A verdict on one part, before it is known since when. */
export type PartVerdict = Omit<HealthCheck, 'since'>

/** All that was seen in one look. What could not be seen is null. */
export interface ClusterSeen {
  /** Why the API did not answer; null when it did. */
  apiSaid: string | null
  nodes: readonly NodeSeen[] | null
  parts: PartsSeen | null
  answers: BinderHubAnswers
}

/** A pod so young, or that was begun again so lately, may still be on its way. */
export const PATIENCE_MS = 180_000
/** What was begun again so often, the last time not long ago, restarts in a loop also while it runs for a moment. */
const LOOP = { times: 3, ms: 600_000 }
const SAID_MAX = 200
const NOTICED_MS = 40_000

/**
 * What is true of each part, from what was seen of it: an answer over its own way counts for more than what the cluster says
 * of its pods, and what nobody saw is not known. `now` in milliseconds since the epoch.
 */
export function judgeParts(look: ClusterSeen, now: number): PartVerdict[] {
  const { apiSaid, nodes, answers } = look
  const parts = look.parts?.parts
  return [
    apiVerdict(apiSaid),
    ...(nodes === null ? [unknown('node')] : [nodeVerdict(nodes)]),
    answering('proxy', answers.proxy, parts?.proxy, now),
    hubVerdict(answers, parts?.hub, now),
    answering('binder', binderReaches(answers), parts?.binder, now),
    registryVerdict(answers),
    ...runningOnly('scheduler', parts?.scheduler, now),
    ...runningOnly('builder', parts?.builder, now),
  ]
}

function apiVerdict(said: string | null): PartVerdict {
  return said === null
    ? { part: 'api', state: 'ok', evidence: 'the Kubernetes API answers', cause: null }
    : { part: 'api', state: 'failed', evidence: said, cause: { is: 'silent', said } }
}

function nodeVerdict(nodes: readonly NodeSeen[]): PartVerdict {
  const part = 'node'
  const [first] = nodes
  if (!first) return { part, state: 'failed', evidence: 'the cluster has no node', cause: { is: 'missing' } }
  const closed = nodes.filter(takesNoPods)
  const state = closed.length === nodes.length ? 'failed' : 'ok'
  const worst = closed[0] ?? nodes.find(({ pressures }) => pressures.length > 0)
  if (!worst)
    return { part, state, evidence: `${nodes.map(({ name }) => name).join(', ')} ready`, cause: null }
  if (!worst.ready)
    return {
      part,
      state,
      evidence: `${worst.name} is not ready`,
      cause: { is: 'not-ready', said: short(worst.said) },
    }
  if (worst.cordonedBy !== null)
    return {
      part,
      state,
      evidence: `${worst.name} is cordoned`,
      cause: { is: 'cordoned', by: worst.cordonedBy },
    }
  const [of = 'disk'] = worst.pressures
  return { part, state, evidence: `${worst.name} runs out of ${of}`, cause: { is: 'pressure', of } }
}

/** Kubernetes keeps new pods off a node whose disk or processes run out; with little memory it does so only for some. */
function takesNoPods({ ready, cordoned, pressures }: NodeSeen): boolean {
  return !ready || cordoned || pressures.includes('disk') || pressures.includes('processes')
}

/** BinderHub answers 503 also where only the registry or the hub is what fails: those have checks of their own. */
function binderReaches({ binder, own }: BinderHubAnswers): HttpSeen | null {
  return binder !== null && binder.status === 503 && own !== null ? { ...binder, status: 200 } : binder
}

/** The hub counts as well only if BinderHub, who starts everything there, reaches it too. */
function hubVerdict(
  { hub, own }: BinderHubAnswers,
  seen: PartSeen | null | undefined,
  now: number,
): PartVerdict {
  const verdict = answering('hub', hub, seen, now)
  if (verdict.state !== 'ok' || own?.hub !== false) return verdict
  const said = 'BinderHub says that it does not reach the hub'
  // BinderHub asks no more often than every 15 s: of a hub that has just come it does not know yet.
  const state = now - readySince(seen) < NOTICED_MS ? 'starting' : 'failed'
  return { part: 'hub', state, evidence: said, cause: { is: 'silent', said } }
}

function readySince(seen: PartSeen | null | undefined): number {
  return Math.max(0, ...(seen?.pods ?? []).map((pod) => momentOf(readiness(pod)?.lastTransitionTime)))
}

function registryVerdict({ own }: BinderHubAnswers): PartVerdict {
  if (own === null || own.registry === null) return unknown('registry')
  if (own.registry)
    return { part: 'registry', state: 'ok', evidence: 'BinderHub gets into the registry', cause: null }
  const said = 'BinderHub does not get into the registry'
  return { part: 'registry', state: 'failed', evidence: said, cause: { is: 'silent', said } }
}

/** A part that can be asked. */
function answering(
  part: HealthPart,
  seen: HttpSeen | null,
  pods: PartSeen | null | undefined,
  now: number,
): PartVerdict {
  if (seen !== null && seen.status === 200)
    return { part, state: 'ok', evidence: `${seen.url} answered in ${seen.tookMs} ms`, cause: null }
  const cause = pods === undefined ? null : causeOf(pods, now)
  const evidence =
    seen === null
      ? `there is no service to ask`
      : seen.status === null
        ? `${seen.url}: ${seen.said}`
        : `${seen.url} answered with status ${seen.status}`
  // A cluster that says nothing, and a way that does not exist: nobody knows.
  if (seen === null && cause === null) return { part, state: 'unknown', evidence, cause: null }
  return {
    part,
    state: cause?.is === 'starting' ? 'starting' : 'failed',
    evidence,
    cause: cause ?? { is: 'silent', said: evidence },
  }
}

/** A part that has nothing to ask: it is as its pods are. Not there at all, it is not told of. */
function runningOnly(part: HealthPart, pods: PartSeen | null | undefined, now: number): PartVerdict[] {
  if (pods === null) return []
  if (pods === undefined) return [unknown(part)]
  const ready = pods.pods.filter(isReady).length
  const evidence = `${ready} of ${pods.wanted} pods ready`
  if (ready > 0) return [{ part, state: 'ok', evidence, cause: null }]
  const cause = causeOf(pods, now)
  return [{ part, state: cause?.is === 'starting' ? 'starting' : 'failed', evidence, cause }]
}

function unknown(part: HealthPart): PartVerdict {
  return { part, state: 'unknown', evidence: 'not seen in this look', cause: null }
}

/** Why a part does not work, by its pods: null where they look well. */
function causeOf(seen: PartSeen | null, now: number): HealthCause | null {
  if (seen === null) return { is: 'missing' }
  if (seen.wanted === 0) return { is: 'scaled-to-zero' }
  const alive = seen.pods.filter(({ metadata }) => !metadata.deletionTimestamp)
  const causes = alive.flatMap((pod) => podCause(pod, now) ?? [])
  return (
    causes.find(({ is }) => is !== 'starting') ??
    causes[0] ??
    (alive.length === 0 ? { is: 'starting', said: '' } : null)
  )
}

function podCause(pod: PartPod, now: number): HealthCause | null {
  const { status, metadata } = pod
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
  for (const { state, lastState, ready, restartCount = 0 } of containers) {
    const { reason, message } = state?.waiting ?? {}
    const last = lastState?.terminated
    const loops =
      reason === 'CrashLoopBackOff' ||
      (restartCount >= LOOP.times && !ready && now - momentOf(last?.finishedAt) < LOOP.ms)
    if (loops && last?.reason === 'OOMKilled') return { is: 'out-of-memory', times: restartCount }
    if (loops) return { is: 'restarting', times: restartCount, said: endWords(last) }
    if (reason && /^(ErrImage|ImagePull|InvalidImage|RegistryUnavailable)/.test(reason))
      return { is: 'image', said: short(message || reason) }
    if (reason && /^(CreateContainer|RunContainer)/.test(reason))
      return { is: 'silent', said: short(message || reason) }
  }
  const unscheduled = status?.conditions?.find(
    ({ type, status: is, reason }) => type === 'PodScheduled' && is === 'False' && reason === 'Unschedulable',
  )
  if (unscheduled) return { is: 'unschedulable', said: short(unscheduled.message ?? '') }
  if (isReady(pod)) return null
  const begun = [metadata.creationTimestamp, ...containers.map(({ state }) => state?.running?.startedAt)]
  const age = now - Math.max(...begun.map(momentOf))
  return age < PATIENCE_MS ? { is: 'starting', said: status?.phase ?? '' } : null
}

interface Ended {
  exitCode?: number | undefined
  message?: string | null | undefined
}

/** How a container ended, in one short line: its last words, or its exit code. */
export function endWords(ended: Ended | undefined): string {
  if (ended === undefined) return ''
  const message = ended.message?.trim().split('\n').at(-1) ?? ''
  return short(message) || `exit code ${ended.exitCode ?? 'not known'}`
}

/** It comes from whoever wrote the pod: one line, and not more than people read. */
function short(said: string): string {
  const line = visible(said.trim().split('\n')[0] ?? '')
  return line.length > SAID_MAX ? `${line.slice(0, SAID_MAX - 1)}…` : line
}

function momentOf(text: string | null | undefined): number {
  return Date.parse(text ?? '') || 0
}

function isReady(pod: PartPod): boolean {
  return !pod.metadata.deletionTimestamp && readiness(pod)?.status === 'True'
}

function readiness({ status }: PartPod) {
  return status?.conditions?.find(({ type }) => type === 'Ready')
}
