import { formatAge } from '../format.ts'
import { idleMs, type Session } from './session.ts'
import { IDLE_FROM_MS } from './session-status.ts'

/** From here on an idle session is worth a word: half an hour of nothing is more than a coffee. */
const AWAY_MS = 30 * 60_000

interface PeopleNow {
  sessions: readonly Session[]
  builds: number
  /** Milliseconds since the epoch, by the engine's clock. */
  now: number
  /** False where nobody knows who is idle; null where the hub is just being asked. */
  hubAnswers: boolean | null
}

/** Who is on it, in a sentence or two: computed from what is known now, and saying what is not. */
export function peopleSentence({ sessions, builds, now, hubAnswers }: PeopleNow): string {
  const people = sessions.length
  const repositories = new Set(sessions.map(({ pod }) => pod.repository?.url ?? '')).size
  const who = people === 0 ? 'Nobody is on it.' : `${persons(people)} on it${on(repositories, people)}.`
  return [
    who,
    people === 0 || hubAnswers === null ? '' : idleSentence(sessions, now, hubAnswers),
    buildSentence(builds),
  ]
    .filter(Boolean)
    .join(' ')
}

function idleSentence(sessions: readonly Session[], now: number, hubAnswers: boolean): string {
  if (!hubAnswers) return 'Who of them is idle is not known.'
  const idle = sessions.map((session) => idleMs(session, now) ?? 0)
  const away = idle.filter((ms) => ms >= AWAY_MS).length
  if (away > 0)
    return `${away === 1 ? 'One' : away === sessions.length ? 'All' : away} of them ${away === 1 ? 'has' : 'have'} been idle for more than 30 min.`
  const longest = Math.max(...idle)
  return longest >= IDLE_FROM_MS ? `The longest idle of them has been so for ${formatAge(longest)}.` : ''
}

function buildSentence(builds: number): string {
  if (builds === 0) return ''
  return builds === 1 ? 'One build is under way.' : `${builds} builds are under way.`
}

function persons(people: number): string {
  return people === 1 ? 'One person is' : `${people} people are`
}

function on(repositories: number, people: number): string {
  if (people === 1) return ''
  return repositories === 1 ? ', all on one repository' : `, on ${repositories} repositories`
}
