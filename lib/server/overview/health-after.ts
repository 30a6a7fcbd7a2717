import type { HealthCheck, HealthRow } from '../../shared/health-row.ts'
import { AppError, toProblem } from '../../shared/problem.ts'
import { judgeParts, PATIENCE_MS } from './judge-parts.ts'
import type { HealthLook } from './look-at-health.ts'

/** What is known of a server that was never looked at. */
export function unknownHealth(serverId: string): HealthRow {
  return {
    serverId,
    found: 'unknown',
    namespace: null,
    checks: [],
    people: null,
    builds: null,
    quota: null,
    podsAllowed: null,
    nodes: [],
    use: null,
    seat: null,
    versions: { kubernetes: null, binderhub: null },
    certificateEndsAt: null,
    checkedAt: null,
    problem: null,
  }
}

/**
 * The row after a look. Parts that are as they were keep their `since`, and what this look could not see of a BinderHub stays
 * as it was seen last. `at` in milliseconds since the epoch.
 */
export function healthAfter(before: HealthRow, look: HealthLook, at: number): HealthRow {
  const { apiSaid, place, nodes, parts, answers, people, certificateEndsAt } = look
  const verdicts = judgeParts({ apiSaid, nodes, parts, answers }, at)
  const checks = verdicts
    .filter(({ part }) => place !== null || part === 'api' || part === 'node')
    .map((verdict) => withSince(before, verdict, at))
  return {
    serverId: before.serverId,
    found: place !== null ? 'binderhub' : apiSaid === null ? 'none' : 'unknown',
    namespace: place?.namespace ?? null,
    checks,
    people: people ?? (place === null ? null : before.people),
    builds: answers.own?.builds ?? null,
    quota: answers.own?.quota ?? null,
    podsAllowed: parts?.podsAllowed ?? null,
    nodes: nodes === null ? before.nodes : nodes.map(shown),
    use: look.use,
    seat: place === null ? null : look.seat === undefined ? before.seat : look.seat,
    versions: {
      kubernetes: nodes === null ? before.versions.kubernetes : (nodes[0]?.version ?? null),
      binderhub: answers.version ?? (place === null ? null : before.versions.binderhub),
    },
    certificateEndsAt,
    checkedAt: at,
    problem: null,
  }
}

/** The row after a look that came to nothing. What it showed stays, with its age. */
export function healthWithout(before: HealthRow, error: unknown, at: number): HealthRow {
  if (error instanceof AppError && error.code === 'no_kubernetes')
    return { ...unknownHealth(before.serverId), found: 'none', checkedAt: at }
  return { ...before, problem: toProblem(error) }
}

function shown({ name, ready, cordoned, pressures, allocatable }: HealthRow['nodes'][number]) {
  return { name, ready, cordoned, pressures, allocatable }
}

function withSince(before: HealthRow, verdict: Omit<HealthCheck, 'since'>, at: number): HealthCheck {
  const known = before.checks.find(({ part }) => part === verdict.part)
  const since = known === undefined ? null : sinceOf(known, verdict.state, at)
  // What has been starting for so long does not start.
  const late = verdict.state === 'starting' && since !== null && at - since > PATIENCE_MS
  return late ? { ...verdict, state: 'failed', since } : { ...verdict, since }
}

/** Starting and failing are one trouble: it is as old as its beginning. What was not known has no beginning. */
function sinceOf(known: HealthCheck, now: HealthCheck['state'], at: number): number | null {
  if (known.state === now) return known.since
  if (known.state === 'unknown' || now === 'unknown') return null
  return isTrouble(known.state) && isTrouble(now) ? known.since : at
}

function isTrouble(state: HealthCheck['state']): boolean {
  return state === 'failed' || state === 'starting'
}
