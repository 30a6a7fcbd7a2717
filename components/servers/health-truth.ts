import { formatAge, formatTime } from '../../lib/shared/format.ts'
import type { HealthCause, HealthCheck, HealthPart, HealthRow } from '../../lib/shared/health-row.ts'
import type { StatusKind } from '../ui/status.tsx'

/** What the checks of a BinderHub come to, in a word and in sentences. */
export interface HealthTruth {
  kind: StatusKind
  /** "Works", "Nobody can launch" */
  word: string
  /** "Nobody can launch since 02:14." */
  lead: string
  /** Who is hit, and why: what stands in the way, in the order in which a person wants to know. */
  more: string
  /** The same, of a time that is over: "everything worked, with 14 people on it". */
  was: string
}

/** A look older than this, after which no other succeeded, says nothing of now. */
const OLD_MS = 60_000

/**
 * The one way to judge a BinderHub: every page says this of it. Null where there is no BinderHub to judge, or none that was
 * ever looked at. `now` in milliseconds since the epoch.
 */
export function healthTruth(row: HealthRow | undefined, now: number): HealthTruth | null {
  if (row === undefined || row.found === 'none' || row.checkedAt === null) return null
  const truth = row.found === 'binderhub' ? judged(row, now) : apiTruth(row, now)
  if (truth === null) return null
  if (row.problem === null || now - row.checkedAt < OLD_MS) return truth
  return {
    kind: 'unk',
    word: 'Not known',
    lead: `At ${formatTime(row.checkedAt, now)} ${truth.was}.`,
    more: `What is true now is not known. ${row.problem.message}`,
    was: truth.was,
  }
}

/** Kubernetes is on it and away since before Bindery looked: more than that is not known. */
function apiTruth({ checks }: HealthRow, now: number): HealthTruth | null {
  const api = checks.find(({ part }) => part === 'api')
  if (api === undefined || !isTrouble(api)) return null
  return {
    kind: 'fail',
    word: 'Kubernetes is away',
    lead: causeSentence(api, now),
    more: 'What runs on it is not known. Nobody can launch until it is back.',
    was: 'the Kubernetes API did not answer',
  }
}

/** Without one of these nobody can launch; the first that fails is told of. */
const NEEDED: readonly HealthPart[] = ['api', 'node', 'proxy', 'hub', 'binder', 'registry', 'scheduler']

function judged(row: HealthRow, now: number): HealthTruth {
  const state = (part: HealthPart) => row.checks.find((check) => check.part === part)
  const missing = NEEDED.flatMap((part) => state(part) ?? []).filter(isTrouble)
  const failing = missing.find((check) => check.state === 'failed') ?? missing[0]
  if (failing !== undefined) return stopped(row, failing, state('proxy'), now)
  const builder = state('builder')
  if (builder !== undefined && isTrouble(builder)) return unbuilt(row, builder, now)
  const { people, quota } = row
  if (people !== null && quota !== null && quota > 0 && people >= quota)
    return {
      kind: 'warn',
      word: `Full, ${people} of ${quota}`,
      lead: `It is full: ${people} of ${quota} people are on it.`,
      more: 'The next one can launch when somebody leaves, or when the quota is raised.',
      was: `it was full, with ${people} people on it`,
    }
  const unasked = row.checks.filter((check) => check.state === 'unknown')
  if (unasked.length > 0)
    return {
      kind: 'unk',
      word: 'Partly known',
      lead: `What Bindery could ask works. ${peopleSentence(people)}`.trim(),
      more: `Not known: ${unasked.map(({ part }) => names[part]).join(', ')}.`,
      was: 'what Bindery could ask worked',
    }
  return {
    kind: 'ok',
    word: people ? `Works. ${peopleCount(people)}` : 'Works',
    lead: `Everything works. ${peopleSentence(people)}`.trim(),
    more: node(state('node')),
    was: people === null ? 'everything worked' : `everything worked, with ${peopleCount(people)} on it`,
  }
}

/** Launches fail. Whether those who are on it notice is told by the proxy, through which they all come. */
function stopped(
  row: HealthRow,
  failing: HealthCheck,
  proxy: HealthCheck | undefined,
  now: number,
): HealthTruth {
  const cutOff = proxy !== undefined && isTrouble(proxy)
  const what = cutOff ? 'Nobody can reach it' : 'Nobody can launch'
  const starting = failing.state === 'starting'
  const since = failing.since === null ? '' : ` since ${formatTime(failing.since, now)}`
  return {
    kind: starting ? 'work' : 'fail',
    word: what,
    lead: starting ? `${what} at this moment.` : `${what}${since}.`,
    more: `${hit(row.people, cutOff, proxy)} ${causeSentence(failing, now)}`.trim(),
    was: cutOff ? 'nobody could reach it' : 'nobody could launch',
  }
}

function unbuilt(row: HealthRow, builder: HealthCheck, now: number): HealthTruth {
  const since = builder.since === null ? '' : ` since ${formatTime(builder.since, now)}`
  const starting = builder.state === 'starting'
  return {
    kind: starting ? 'work' : 'warn',
    word: 'Nothing new can be built',
    lead: `What was built before launches; nothing new can be built${starting ? ' at this moment' : since}.`,
    more: `${peopleSentence(row.people)} ${causeSentence(builder, now)}`.trim(),
    was: 'nothing new could be built',
  }
}

function hit(people: number | null, cutOff: boolean, proxy: HealthCheck | undefined): string {
  const known = proxy !== undefined && proxy.state !== 'unknown'
  if (people === 0) return cutOff ? '' : 'Nobody is on it now.'
  const them = people === null ? 'The people' : people === 1 ? 'The one person' : `The ${people} people`
  const are = people === 1 ? 'is' : 'are'
  if (cutOff) return `${them} on it ${are} cut off.`
  if (!known) return `What ${them.toLowerCase()} already on it notice is not known.`
  return `${them} already on it ${people === 1 ? 'notices' : 'notice'} nothing.`
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

/** What stands in the way of a part, and what that means: "The hub restarts in a loop, 6 times so far: exit code 1." */
export function causeSentence({ part, cause, since }: HealthCheck, now: number): string {
  const name = names[part]
  const The = name.charAt(0).toUpperCase() + name.slice(1)
  if (cause === null) return `${The} does not work, and the cluster does not say why.`
  const said = 'said' in cause && cause.said !== '' ? `: ${ended(cause.said)}` : '.'
  switch (cause.is) {
    case 'scaled-to-zero':
      return `${The} is switched off: somebody scaled it to 0.`
    case 'missing':
      return part === 'node' ? 'The cluster has no node.' : `${The} is not in the cluster any more.`
    case 'restarting':
      return `${The} restarts in a loop, ${times(cause.times)} so far${said}`
    case 'out-of-memory':
      return `${The} runs out of memory again and again, ${times(cause.times)} so far.`
    case 'image':
      return `The image of ${name} cannot be pulled${said}`
    case 'unschedulable':
      return `No node has room for ${name}${said}`
    case 'starting':
      return since === null
        ? `${The} is starting.`
        : `${The} has been starting for ${formatAge(now - since)}.`
    case 'silent':
      return silence(part, The, cause)
    case 'cordoned':
      return cause.by === 'image-cleaner'
        ? 'The image cleaner keeps new pods off the node while it makes room.'
        : 'The node is cordoned: it takes no new pods.'
    case 'not-ready':
      return `The node is not ready${said}`
    case 'pressure':
      return pressureSentence(cause.of)
  }
}

function silence(part: HealthPart, The: string, { said }: Extract<HealthCause, { is: 'silent' }>): string {
  switch (part) {
    case 'api':
      return 'The Kubernetes API does not answer.'
    case 'registry':
      return 'BinderHub does not get into the registry.'
    default:
      return said.startsWith('BinderHub says') ? ended(said) : `${The} does not answer.`
  }
}

function pressureSentence(of: 'disk' | 'memory' | 'processes'): string {
  switch (of) {
    case 'disk':
      return "The node's disk is full: Kubernetes removes pods and starts no new ones."
    case 'memory':
      return 'The node has little memory left: Kubernetes may end sessions.'
    case 'processes':
      return 'The node runs out of processes: Kubernetes starts nothing new on it.'
  }
}

/** What is wrong with a node beside others that work. */
function node(check: HealthCheck | undefined): string {
  return check === undefined || check.cause === null ? '' : causeSentence(check, 0)
}

function isTrouble({ state }: HealthCheck): boolean {
  return state === 'failed' || state === 'starting'
}

function peopleSentence(people: number | null): string {
  if (people === null) return ''
  if (people === 0) return 'Nobody is on it.'
  return people === 1 ? 'One person is on it.' : `${people} people are on it.`
}

/** "14 people", "1 person", "nobody" */
export function peopleCount(people: number): string {
  if (people === 0) return 'nobody'
  return people === 1 ? '1 person' : `${people} people`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function ended(said: string): string {
  return /[.!?…]$/.test(said) ? said : `${said}.`
}
