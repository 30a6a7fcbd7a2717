import { formatAge, formatTime } from '../../lib/shared/format.ts'
import type { HealthRow } from '../../lib/shared/health-row.ts'
import type { InstallRow } from '../../lib/shared/install.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { installWord } from '../install/install-word.ts'
import type { StatusKind } from '../ui/status.tsx'
import { healthTruth } from './health-truth.ts'

/** A server in one word and one sentence, computed from what is known now. */
export interface ServerStatus {
  kind: StatusKind
  word: string
  /** What is true, in a few words; the first sentence. */
  lead: string
  /** Why, and what happens next. */
  more: string
  /** True when only a person can go on. */
  needsPerson: boolean
  /** The page of the server where they do, after its own path: '' or '/install'. */
  where: string
}

/** What else is known of a server than its own row. */
export interface ServerKnown {
  /** Those of this server: all, or only the ones that have not ended. */
  runs: readonly RunRow[]
  install: InstallRow | undefined
  health: HealthRow | undefined
}

/**
 * `known.runs` are the ones that have not ended; `staleSince` is not null while what is known is of the past, whatever the row
 * says. Times in milliseconds since the epoch.
 */
export function serverStatus(
  row: ServerRow,
  known: ServerKnown,
  now: number,
  staleSince: number | null,
): ServerStatus {
  const { link } = row
  if (staleSince !== null && link.state === 'online')
    return {
      kind: 'unk',
      word: 'Not known',
      lead: `Not known since ${formatTime(staleSince, now)}.`,
      more: 'It answered then.',
      needsPerson: false,
      where: '',
    }
  switch (link.state) {
    case 'online':
      return onlineStatus(row, known, now)
    case 'connecting':
      return link.prompt === undefined
        ? {
            kind: 'work',
            word: 'Connecting',
            lead: 'Bindery is connecting.',
            more: '',
            needsPerson: false,
            where: '',
          }
        : {
            kind: 'wait',
            word: 'Waiting for you',
            lead: 'It asks a question before it lets Bindery in.',
            more: '',
            needsPerson: true,
            where: '',
          }
    case 'reconnecting':
      return {
        kind: 'unk',
        word: 'Stale',
        lead: `No answer since ${formatTime(link.lastHeardAt ?? link.since, now)}.`,
        more: link.problem.message,
        needsPerson: false,
        where: '',
      }
    case 'refused':
      return {
        kind: 'fail',
        word: 'Refused',
        lead: link.problem.message,
        more: link.problem.hint ?? '',
        needsPerson: true,
        where: '',
      }
    case 'offline':
      return {
        kind: 'unk',
        word: 'Offline',
        lead: 'Bindery is not connected.',
        more: '',
        needsPerson: false,
        where: '',
      }
  }
}

function onlineStatus(row: ServerRow, { runs, install, health }: ServerKnown, now: number): ServerStatus {
  const installing = installWord(install)
  const truth = install?.going ? null : healthTruth(health, now)
  if (truth?.kind === 'fail') return { ...truth, needsPerson: true, where: '' }
  if (installing !== null) return { ...installing, where: '/install' }
  if (truth !== null) return { ...truth, needsPerson: false, where: '' }
  const [first, ...others] = runs.filter(({ status }) => status.state !== 'queued')
  if (first !== undefined) {
    const elapsed = first.startedAt === null ? '' : ` for ${formatAge(now - first.startedAt)}`
    return {
      kind: 'work',
      word: 'Working',
      lead: `“${first.title}” runs${elapsed}.`,
      more: others.length > 0 ? `${others.length} more beside it.` : '',
      needsPerson: false,
      where: '',
    }
  }
  if (row.facts === null)
    return {
      kind: 'work',
      word: 'Looking',
      lead: 'Bindery is looking around on it.',
      more: '',
      needsPerson: false,
      where: '',
    }
  return {
    kind: 'ok',
    word: 'Answers',
    lead: 'It answers. No run of Bindery is at work.',
    more: '',
    needsPerson: false,
    where: '',
  }
}
