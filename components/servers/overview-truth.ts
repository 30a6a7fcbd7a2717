import { formatAge, formatTime } from '../../lib/shared/format.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { runHasEnded } from '../../lib/shared/run-row.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { installWord } from '../install/install-word.ts'
import { clusterSeen } from './cluster-seen.ts'
import { healthTruth } from './health-truth.ts'
import type { ServerKnown } from './server-status.ts'
import { refusalWords } from './stops-at-root.ts'
import { kubernetesName } from './verdict-cluster.ts'

const NOT_KNOWN = 'What is true now is not known.'

/**
 * The two sentences of a server's overview. `known.runs` are its own, newest first; `staleSince` is not null while what is
 * known is of the past, whatever the row says. Times in milliseconds since the epoch.
 */
export function overviewTruth(
  row: ServerRow,
  known: ServerKnown,
  now: number,
  staleSince: number | null,
): [string, string] {
  const { link, name } = row
  if (staleSince !== null && link.state === 'online') return pastTruth(row, known, staleSince, now)
  switch (link.state) {
    case 'online':
      return presentTruth(row, known, now)
    case 'connecting':
      return [`Bindery is connecting to ${name}.`, lastKnown(row)]
    case 'reconnecting':
      return link.lastHeardAt === null
        ? [`At ${formatTime(link.since, now)} ${name} did not answer.`, NOT_KNOWN]
        : pastTruth(row, known, link.lastHeardAt, now)
    case 'refused':
      return [`${name} ${refusalWords(link.problem)}.`, 'What is true on it now is not known.']
    case 'offline':
      return [`Bindery is not connected to ${name}.`, lastKnown(row)]
  }
}

function presentTruth(row: ServerRow, { runs, install, health }: ServerKnown, now: number): [string, string] {
  const { name } = row
  const truth = install?.going ? null : healthTruth(health, now)
  if (truth?.kind === 'fail') return [truth.lead, truth.more]
  const installing = installWord(install)
  if (installing !== null)
    return [`${name} answers. ${installing.lead}`, installing.more || runSentence(runs, now)]
  if (truth !== null) return [truth.lead, truth.more || workSentence(runs, now)]
  return [`${name} answers. ${clusterSentence(row, install, now)}`, runSentence(runs, now)]
}

/** What was true when the server was last heard of; never of a look that was long over by then. */
function pastTruth({ name }: ServerRow, { health }: ServerKnown, at: number, now: number): [string, string] {
  const lookedAt = health?.checkedAt ?? null
  const truth = lookedAt === null ? null : healthTruth(health && { ...health, problem: null }, lookedAt)
  if (truth === null || lookedAt === null) return [`At ${formatTime(at, now)} ${name} answered.`, NOT_KNOWN]
  return [`At ${formatTime(Math.min(at, lookedAt), now)} ${truth.was}.`, NOT_KNOWN]
}

function lastKnown(row: ServerRow): string {
  return row.facts === null ? 'It has not looked around on it yet.' : 'What you see is from the last look.'
}

function clusterSentence({ facts }: ServerRow, install: ServerKnown['install'], now: number): string {
  const seen = clusterSeen(install, facts, now)
  if (seen !== null) return seen.says
  if (facts === null) return 'Bindery is looking around on it.'
  const [first] = facts.kubernetes
  if (first === undefined) return 'No Kubernetes is on it yet.'
  const stopped = first.kind !== 'other' && !first.running
  return stopped
    ? `${kubernetesName({ ...first, running: true })} is on it, stopped.`
    : `${kubernetesName(first)} is on it.`
}

/** What is at work from here, and nothing where there is nothing. */
function workSentence(runs: readonly RunRow[], now: number): string {
  return runs.some((run) => !runHasEnded(run.status)) ? runSentence(runs, now) : ''
}

/** Evidence, not assurance: how the last run ended, and never "well" without an exit code of 0. */
function runSentence(runs: readonly RunRow[], now: number): string {
  const working = runs.filter((run) => !runHasEnded(run.status))
  const [current] = working
  if (working.length > 1) return `${working.length} runs work or wait on it.`
  if (current !== undefined) {
    if (current.status.state === 'queued') return `“${current.title}” waits to start.`
    return `“${current.title}” has been running for ${formatAge(now - (current.startedAt ?? current.createdAt))}.`
  }
  const [last] = runs
  if (last === undefined) return 'Nothing has been run on it from here.'
  const age = last.endedAt === null ? '' : ` ${formatAge(now - last.endedAt)} ago`
  return `The last run, “${last.title}”, ${ending(last, age)}.`
}

function ending({ status }: RunRow, age: string): string {
  switch (status.state) {
    case 'exited':
      return status.code === 0 ? `finished${age}` : `failed${age} with exit code ${status.code}`
    case 'cancelled':
      return `was cancelled${age}`
    case 'interrupted':
      return status.by === 'reboot' ? `was ended by a reboot${age}` : `was stopped on the server${age}`
    case 'lost':
      return `ended${age}, and nobody knows how`
    case 'not-started':
      return 'did not start'
    case 'queued':
    case 'starting':
    case 'running':
    case 'cancelling':
      return 'is still running'
  }
}
