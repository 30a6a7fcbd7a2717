import { formatAge, formatTime } from '../../lib/shared/format.ts'
import type { InstallRow } from '../../lib/shared/install.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { runHasEnded } from '../../lib/shared/run-row.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { installWord } from '../install/install-word.ts'
import { clusterSeen } from './cluster-seen.ts'
import { refusalWords } from './stops-at-root.ts'
import { kubernetesName } from './verdict-cluster.ts'

const NOT_KNOWN = 'What is true now is not known.'

/**
 * The two sentences of a server's overview. `runs` are its own, newest first, `install` what is known of its install; `staleSince` is not null while what is
 * known is of the past, whatever the row says. Times in milliseconds since the epoch.
 */
export function overviewTruth(
  row: ServerRow,
  runs: readonly RunRow[],
  install: InstallRow | undefined,
  now: number,
  staleSince: number | null,
): [string, string] {
  const { link, name } = row
  if (staleSince !== null && link.state === 'online')
    return [`At ${formatTime(staleSince, now)} ${name} answered.`, NOT_KNOWN]
  switch (link.state) {
    case 'online': {
      const installing = installWord(install)
      return installing === null
        ? [`${name} answers. ${clusterSentence(row, install, now)}`, runSentence(runs, now)]
        : [`${name} answers. ${installing.lead}`, installing.more || runSentence(runs, now)]
    }
    case 'connecting':
      return [`Bindery is connecting to ${name}.`, lastKnown(row)]
    case 'reconnecting':
      return [
        `At ${formatTime(link.lastHeardAt ?? link.since, now)} ${name} ${link.lastHeardAt === null ? 'did not answer' : 'answered'}.`,
        NOT_KNOWN,
      ]
    case 'refused':
      return [`${name} ${refusalWords(link.problem)}.`, 'What is true on it now is not known.']
    case 'offline':
      return [`Bindery is not connected to ${name}.`, lastKnown(row)]
  }
}

function lastKnown(row: ServerRow): string {
  return row.facts === null ? 'It has not looked around on it yet.' : 'What you see is from the last look.'
}

function clusterSentence({ facts }: ServerRow, install: InstallRow | undefined, now: number): string {
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
