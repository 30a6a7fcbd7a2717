import type { Change } from '../../shared/changes-row.ts'
import type { HealthPart } from '../../shared/health-row.ts'
import type { RunRow } from '../../shared/run-row.ts'
import type { AuditedAction } from './audited-actions.ts'
import type { RevisionSeen } from './look-at-revisions.ts'
import type { SeenChange } from './seen-changes.ts'

const DAY_MS = 86_400_000
const OLD_MS = 14 * DAY_MS
const SHOWN = 14
/** What begins so soon after something else most likely began because of it. */
const BECAUSE_MS = 180_000
/** Runs that follow each other so closely belong together. */
const TOGETHER_MS = 600_000

export interface ChangeSources {
  runs: readonly RunRow[]
  actions: readonly AuditedAction[]
  revisions: readonly RevisionSeen[]
  seen: readonly SeenChange[]
  /** Milliseconds since the epoch. */
  now: number
}

type Began = Extract<SeenChange, { is: 'began' }>
type Cause = Exclude<Change, { is: 'restarted' | 'outage' }>

/** What changed on a server, newest first, with what began anew told at its cause. */
export function composeChanges({ runs, actions, revisions, seen, now }: ChangeSources): Change[] {
  const causes: Cause[] = [
    ...together(runs),
    ...actions.map((action): Cause => ({ is: 'action', ...action, began: [] })),
    ...revisions.map((revision): Cause => ({ is: 'revision', ...revision, began: [] })),
    ...seen.flatMap((change): Cause[] => (change.is === 'rebooted' ? [{ ...change, began: [] }] : [])),
  ]
  const begun = seen.filter((change): change is Began => change.is === 'began')
  const others = seen.flatMap((change): Change[] =>
    change.is === 'restarted' || change.is === 'outage' ? [change] : [],
  )
  return [...withBegun(causes, begun), ...others]
    .filter(({ at }) => now - at < OLD_MS)
    .sort((a, b) => b.at - a.at)
    .slice(0, SHOWN)
}

/** Runs that ended, oldest first; a row of them that all went well is one. */
function together(runs: readonly RunRow[]): Cause[] {
  const made: Cause[] = []
  const ended = runs.filter((run) => run.endedAt !== null).sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
  for (const { id, title, by, status, endedAt } of ended) {
    const at = endedAt ?? 0
    const before = made.at(-1)
    const well = status.state === 'exited' && status.code === 0
    const joins = well && before !== undefined && joinable(before, by) && at - before.at < TOGETHER_MS
    if (joins)
      made[made.length - 1] = {
        is: 'runs',
        at,
        count: countOf(before) + 1,
        lastId: id,
        lastTitle: title,
        by,
        began: [],
      }
    else made.push({ is: 'run', at, runId: id, title, by, status, began: [] })
  }
  return made
}

function joinable(change: Cause, by: string): boolean {
  if (change.is === 'runs') return change.by === by
  return (
    change.is === 'run' && change.by === by && change.status.state === 'exited' && change.status.code === 0
  )
}

function countOf(change: Cause): number {
  return change.is === 'runs' ? change.count : 1
}

/** Each part that began is told at the newest thing shortly before it; what has no such cause stands for itself. */
function withBegun(causes: readonly Cause[], begun: readonly Began[]): Cause[] {
  const parts = new Map<Cause, HealthPart[]>()
  const alone: Began[] = []
  for (const { at, part } of begun) {
    // A run ends after what it began.
    const cause = causes
      .filter((one) => Math.abs(at - one.at) < BECAUSE_MS && (one.at <= at + 2_000 || isRun(one)))
      .toSorted((a, b) => rank(a) - rank(b) || b.at - a.at)[0]
    if (cause) parts.set(cause, [...new Set([...(parts.get(cause) ?? []), part])])
    else alone.push({ is: 'began', at, part })
  }
  return [
    ...causes.map((cause): Cause => ({ ...cause, began: parts.get(cause) ?? [] })),
    ...groupedBegins(alone),
  ]
}

/** A revision and a reboot say most of why something began. */
function rank({ is }: Cause): number {
  return is === 'rebooted' ? 0 : is === 'revision' ? 1 : is === 'action' ? 2 : 3
}

function isRun({ is }: Cause): boolean {
  return is === 'run' || is === 'runs'
}

function groupedBegins(alone: readonly Began[]): Cause[] {
  const groups: { at: number; began: HealthPart[] }[] = []
  for (const { at, part } of alone.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1)
    if (last && at - last.at < BECAUSE_MS) last.began.push(part)
    else groups.push({ at, began: [part] })
  }
  return groups.map(({ at, began }) => ({ is: 'began', at, began: [...new Set(began)] }))
}
