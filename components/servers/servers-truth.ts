import { formatAge, formatTime } from '../../lib/shared/format.ts'
import type { HealthRow } from '../../lib/shared/health-row.ts'
import type { InstallRow } from '../../lib/shared/install.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { runHasEnded } from '../../lib/shared/run-row.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { installWord } from '../install/install-word.ts'
import { type HealthTruth, healthTruth, peopleCount } from './health-truth.ts'
import { refusalWords } from './stops-at-root.ts'
import { listed } from './verdict.ts'

/** What else is known of all servers: runs that have not ended, and the rest by the server's id. */
export interface ServersKnown {
  runs: readonly RunRow[]
  installs: ReadonlyMap<string, InstallRow>
  healths: ReadonlyMap<string, HealthRow>
}

/**
 * The sentence over all servers, in one or two lines. `staleSince` is not null while this page has lost Bindery
 * itself. Times in milliseconds since the epoch.
 */
export function serversTruth(
  rows: readonly ServerRow[],
  { runs, installs, healths }: ServersKnown,
  now: number,
  staleSince: number | null,
): [string, string?] {
  if (staleSince !== null)
    return [
      'What is true of your servers now is not known.',
      `What you see is from ${formatTime(staleSince, now)}.`,
    ]
  const stopped = (row: ServerRow) => installWord(installs.get(row.id))?.needsPerson === true
  const troubled = worstFirst(rows, healths, now).filter(
    (row) => needsAttention(row) || failing(row, healths, now) !== null || stopped(row),
  )
  const [first] = troubled
  if (first !== undefined && troubled.length === 1)
    return ['One server needs you:', `${oneTrouble(first, healths, now)}.`]
  if (troubled.length > 1) {
    const named = troubled.slice(0, 3).map(({ name }) => name)
    const rest = troubled.length > 3 ? [`${troubled.length - 3} more`] : []
    return [`${troubled.length} servers need you:`, `${listed([...named, ...rest])}.`]
  }
  const people = peopleOn(rows, healths)
  const working = runs.filter((run) => !runHasEnded(run.status)).length
  const them = rows.length === 1 ? 'it' : 'them'
  const runsNow = working === 0 ? 'No run of Bindery is at work.' : `${counted(working)} on ${them} now.`
  return [answering(rows), people === null || working > 0 ? runsNow : people]
}

/** Worst first, then by name; the order stays while nothing gets better or worse. */
export function worstFirst(
  rows: readonly ServerRow[],
  healths: ReadonlyMap<string, HealthRow>,
  now: number,
): ServerRow[] {
  const rank = (row: ServerRow) => (failing(row, healths, now) === null ? weight(row) : FAILING)
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

/** Between those that no one reaches and those that ask a question. */
const FAILING = 1.5

function failing(row: ServerRow, healths: ReadonlyMap<string, HealthRow>, now: number): HealthTruth | null {
  const truth = row.link.state === 'online' ? healthTruth(healths.get(row.id), now) : null
  return truth?.kind === 'fail' ? truth : null
}

function oneTrouble(row: ServerRow, healths: ReadonlyMap<string, HealthRow>, now: number): string {
  if (needsAttention(row)) return trouble(row, now)
  const truth = failing(row, healths, now)
  if (truth === null) return `the install on ${row.name} stopped`
  return `${truth.word.charAt(0).toLowerCase()}${truth.word.slice(1)} on ${row.name}`
}

/** "14 people are on it.", over all servers that were counted; null where none was. */
function peopleOn(rows: readonly ServerRow[], healths: ReadonlyMap<string, HealthRow>): string | null {
  const counts = rows.flatMap(({ id, link }) =>
    link.state === 'online' ? (healths.get(id)?.people ?? []) : [],
  )
  if (counts.length === 0) return null
  const people = counts.reduce((sum, count) => sum + count, 0)
  const them = rows.length === 1 ? 'it' : 'them'
  const count = peopleCount(people)
  return `${count.charAt(0).toUpperCase()}${count.slice(1)} ${people === 1 || people === 0 ? 'is' : 'are'} on ${them}.`
}

function answering(rows: readonly ServerRow[]): string {
  const online = rows.filter(({ link }) => link.state === 'online').length
  const [only] = rows
  if (rows.length === 1 && only !== undefined)
    return online === 1 ? `${only.name} answers.` : `${only.name} is being connected.`
  if (online === rows.length) return `All ${rows.length} servers answer.`
  return `${online} of ${rows.length} servers answer; the others are being connected.`
}

function counted(working: number): string {
  return working === 1 ? 'One run works' : `${working} runs work`
}

function needsAttention({ link }: ServerRow): boolean {
  return (
    link.state === 'refused' ||
    link.state === 'reconnecting' ||
    (link.state === 'connecting' && link.prompt !== undefined)
  )
}

function trouble({ name, link }: ServerRow, now: number): string {
  switch (link.state) {
    case 'reconnecting':
      return `${name} has been silent for ${formatAge(now - (link.lastHeardAt ?? link.since))}`
    case 'refused':
      return link.problem.code === 'host_key_changed'
        ? `${name} shows another host key than the one you confirmed`
        : `${name} ${refusalWords(link.problem)}`
    default:
      return `${name} asks a question before it lets Bindery in`
  }
}

function weight(row: ServerRow): number {
  switch (row.link.state) {
    case 'refused':
      return 0
    case 'reconnecting':
      return 1
    case 'connecting':
      return row.link.prompt === undefined ? 3 : 2
    case 'offline':
      return 4
    case 'online':
      return 5
  }
}
