import type { Change } from '../../../lib/shared/changes-row.ts'
import { listed } from '../../../lib/shared/count-words.ts'
import { formatDuration, formatTime } from '../../../lib/shared/format.ts'
import type { HealthPart } from '../../../lib/shared/health-row.ts'
import type { RunState } from '../../../lib/shared/run-row.ts'
import type { StatusKind } from '../../ui/status.tsx'

/** A change as it is told: what, then when, by whom and what came of it. */
export interface ChangeWords {
  kind: StatusKind
  title: string
  text: string
  /** After the server's own path; null where there is nothing more to see. */
  path: string | null
}

/** `now`: milliseconds since the epoch. */
export function changeWords(change: Change, now: number): ChangeWords {
  const when = formatTime(change.at, now)
  switch (change.is) {
    case 'run':
      return {
        ...runEnd(change.status),
        title: `“${change.title}” ${runEnd(change.status).words}`,
        text: sentence([change.by, when], began(change.began)),
        path: `/runs/${change.runId}`,
      }
    case 'runs':
      return {
        kind: 'ok',
        title: `${change.count} runs, the last “${change.lastTitle}”`,
        text: sentence([change.by, when], `All ended well. ${began(change.began)}`),
        path: `/runs/${change.lastId}`,
      }
    case 'action':
      return {
        kind: change.failed ? 'fail' : 'ok',
        title: `${actionTitle(change.action, change.subject)}${change.failed ? ' failed' : ''}`,
        text: sentence([change.by, when], began(change.began)),
        path: null,
      }
    case 'revision':
      return {
        kind: revisionKind(change.status),
        title: `Revision ${change.revision} of ${change.release}${revisionEnd(change.status)}`,
        text: sentence([when], began(change.began)),
        path: null,
      }
    case 'rebooted':
      return {
        kind: 'warn',
        title: 'The server was rebooted',
        text: sentence([when], began(change.began)),
        path: null,
      }
    case 'began':
      return {
        kind: 'ok',
        title: `${capital(listed(change.began.map((part) => names[part])))} began anew`,
        text: sentence([when], ''),
        path: '/workloads',
      }
    case 'restarted':
      return {
        kind: 'warn',
        title: `${capital(names[change.part])} ended and was started again`,
        text: sentence([when], change.said === '' ? '' : `${capital(change.said)}.`),
        path: '/workloads',
      }
    case 'outage':
      return {
        kind: 'fail',
        title: outageTitle(change.part),
        text: sentence(
          [`${when} to ${formatTime(change.until, now)}`],
          `${formatDuration(change.until - change.at)}.`,
        ),
        path: null,
      }
  }
}

function runEnd(status: RunState): { kind: StatusKind; words: string } {
  switch (status.state) {
    case 'exited':
      return status.code === 0
        ? { kind: 'ok', words: 'ended well' }
        : { kind: 'fail', words: `failed with exit code ${status.code}` }
    case 'cancelled':
      return { kind: 'skip', words: 'was cancelled' }
    case 'interrupted':
      return {
        kind: 'fail',
        words: status.by === 'reboot' ? 'was ended by a reboot' : 'was stopped on the server',
      }
    case 'lost':
      return { kind: 'unk', words: 'ended, and nobody knows how' }
    case 'not-started':
      return { kind: 'fail', words: 'did not start' }
    case 'queued':
    case 'starting':
    case 'running':
    case 'cancelling':
      return { kind: 'work', words: 'is at work' }
  }
}

/** What people did, by the audit's own names. One that is not here is told as it is named there. */
const ACTIONS: Readonly<Record<string, string>> = {
  'server.edit': 'Connection settings changed',
  'server.host-key': 'Another host key confirmed',
  'server.new-key': 'A new key made for signing in',
  'install.plan': 'The plan of the install changed',
  'install.skip': 'A step of the install',
  'config.save': 'Saved',
  'object.delete': 'Deleted',
  'object.apply': 'Changed',
  'workload.restart': 'Restarted',
  'workload.scale': 'Scaled',
  'node.cordon': 'Cordoned',
  'node.uncordon': 'Uncordoned',
  'node.drain': 'Drained',
  'session.stop': 'Stopped sessions',
  'sessions.stop-repository': 'Stopped the sessions of a repository',
  'sessions.stop-idle': 'Stopped idle sessions',
}

function actionTitle(action: string, subject: string): string {
  const words = ACTIONS[action] ?? capital(action.replaceAll(/[.-]/g, ' '))
  if (subject === '') return words
  return /^(Deleted|Changed|Restarted|Scaled|Cordoned|Uncordoned|Drained)$/.test(words)
    ? `${words} ${subject}`
    : `${words}: ${subject}`
}

/** Helm's own words are in its documentation: https://helm.sh/docs/helm/helm_status/ */
function revisionKind(status: string): StatusKind {
  if (status === 'failed') return 'fail'
  return status.startsWith('pending') || status === 'uninstalling' ? 'work' : 'ok'
}

function revisionEnd(status: string): string {
  if (status === 'deployed') return ', deployed'
  if (status === 'failed') return ' failed'
  return status.startsWith('pending') ? ' is under way, or was cut off' : ''
}

const names: Readonly<Record<HealthPart, string>> = {
  api: 'the Kubernetes API',
  node: 'the node',
  proxy: 'the proxy',
  hub: 'the hub',
  binder: 'BinderHub',
  registry: 'the registry',
  scheduler: 'the scheduler of sessions',
  builder: 'the image builder',
}

function outageTitle(part: HealthPart): string {
  switch (part) {
    case 'proxy':
      return 'Nobody could reach it: the proxy did not work'
    case 'builder':
      return 'Nothing new could be built'
    default:
      return `Nobody could launch: ${names[part]} did not work`
  }
}

function began(parts: readonly HealthPart[]): string {
  return parts.length === 0 ? '' : `${capital(listed(parts.map((part) => names[part])))} began anew.`
}

/** "Mara, 09:31. The hub began anew." */
function sentence(first: readonly string[], rest: string): string {
  return `${first.join(', ')}. ${rest}`.trim()
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
