import { fingerprintOf } from '../../shared/blast-size.ts'
import { counted, listed } from '../../shared/count-words.ts'
import { formatAge } from '../../shared/format.ts'
import { type ObjectRef, objectPath } from '../../shared/object-ref.ts'
import { idleMs, idleSince, type Session } from '../../shared/people/session.ts'
import { IDLE_FROM_MS } from '../../shared/people/session-status.ts'
import type { PodRow } from '../../shared/pod-row.ts'
import type { Problem } from '../../shared/problem.ts'
import { repositoryName } from '../../shared/repository-name.ts'
import type { StopBlast } from '../../shared/sessions-api.ts'

/** Calls that are written out; the rest is counted. */
const SHOWN_CALLS = 50

interface Chosen {
  going: readonly Session[]
  stays: StopBlast['stays']
  /** All sessions of the cluster. */
  all: readonly Session[]
  /** Why the hub cannot be asked; null while it can. */
  hubProblem: Problem | null
  /** Milliseconds since the epoch. */
  now: number
}

/** What stopping these sessions does, out of what was just seen of the cluster and the hub. */
export function stopBlast({ going, stays, all, hubProblem, now }: Chosen): StopBlast {
  const busy = going.filter((session) => isBusy(session, now))
  const people = counted(going.length, 'person', 'people')
  const repositories = namesOf(going)
  const on = repositories.length === 0 ? '' : ` on ${listed(repositories, 3)}`
  const others = all.length - going.length
  const volumes = going.filter(({ pod }) => pod.claims.length > 0).length
  const ends = `${people} ${going.length === 1 ? 'loses' : 'lose'} their session${on}, and all that was not saved elsewhere`
  return {
    runs: callsOf(going, hubProblem === null),
    restarts: [],
    breaks: going.length === 0 ? [] : [ends, ...busyWords(busy, going.length), ...detourWords(hubProblem)],
    keeps: [
      `hub, proxy, binder${others > 0 ? ` and the sessions of ${counted(others, 'other person', 'other people')}` : ''}`,
      ...(volumes > 0
        ? [
            `what ${volumes === going.length ? 'they have' : `${volumes} of them have`} on volumes of their own`,
          ]
        : []),
    ],
    undo: 'There is none. They can launch again; what was not saved is lost.',
    sentence: sentenceOf(going, now),
    fingerprint: fingerprintOf({
      people: going.length,
      busy: busy.length,
      detour: hubProblem === null ? 0 : 1,
    }),
    typed: null,
    goes: going.map((session) => ({
      object: refOf(session.pod),
      repository: repositoryName(session.pod.repository?.url ?? ''),
      ref: session.pod.repository?.ref ?? '',
      startedAt: session.pod.createdAt,
      idleSince: idleSince(session),
    })),
    stays,
  }
}

/** The name of a pod as its reference. */
function refOf({ namespace, name, uid }: PodRow): ObjectRef {
  return { kind: 'Pod', namespace, name, uid }
}

/** True where somebody was there a moment ago, or may have been: nobody knows. */
function isBusy(session: Session, now: number): boolean {
  const idle = idleMs(session, now)
  return idle !== null && idle < IDLE_FROM_MS
}

function sentenceOf(going: readonly Session[], now: number): string {
  if (going.length === 0) return 'Nobody of them is there any more.'
  const idle = going.map((session) => idleMs(session, now)).filter((ms) => ms !== null)
  const repositories = namesOf(going).length
  const where = repositories > 1 ? ` on ${counted(repositories, 'repository', 'repositories')}` : ''
  const all = idle.length === going.length && idle.every((ms) => ms >= IDLE_FROM_MS)
  const since = all ? `, idle for ${range(idle)}` : ''
  return `Ends the unsaved work of ${counted(going.length, 'person', 'people')}${where}${since}. Frees ${counted(going.length, 'seat')}.`
}

function range(idle: readonly number[]): string {
  const [least, most] = [formatAge(Math.min(...idle)), formatAge(Math.max(...idle))]
  return least === most ? least : `${least} to ${most}`
}

function busyWords({ length: busy }: readonly Session[], all: number): string[] {
  if (busy === 0) return []
  const who = all === 1 ? 'somebody was' : busy === 1 ? 'one of them was' : `${busy} of them were`
  return [`${who} there in the last ${IDLE_FROM_MS / 60_000} minutes, and may be at work`]
}

function detourWords(problem: Problem | null): string[] {
  if (problem === null) return []
  return [
    `${problem.message} The pods are deleted instead: whoever sits there sees errors, and the hub notices when it is back`,
    'who of them is idle is not known',
  ]
}

function callsOf(going: readonly Session[], byHub: boolean): string[] {
  const calls = going.slice(0, SHOWN_CALLS).map(({ pod }) => {
    const byPod = `DELETE ${objectPath(refOf(pod))} ${JSON.stringify({ preconditions: { uid: pod.uid } })}`
    const { person = pod.name, server = '' } = pod.session ?? {}
    const place = server === '' ? 'server' : `servers/${encodeURIComponent(server)}`
    return byHub ? `DELETE http://hub:8081/hub/api/users/${encodeURIComponent(person)}/${place}` : byPod
  })
  const more = going.length - calls.length
  return more > 0
    ? [...calls, `… and ${more.toLocaleString('en')} more like these, one for each session`]
    : calls
}

function namesOf(sessions: readonly Session[]): string[] {
  const urls = sessions.flatMap(({ pod }) => (pod.repository ? [repositoryName(pod.repository.url)] : []))
  return [...new Set(urls)]
}
