import { repositoryName } from '../repository-name.ts'
import { idleSince, type Session } from './session.ts'

/** The sessions of one repository. */
export interface RepositoryGroup {
  /** Empty for sessions whose repository is not known. */
  url: string
  /** "robolab/ros2-intro"; empty where it is not known. */
  name: string
  sessions: readonly Session[]
}

/** Sessions by repository, those with most people first; the longest idle of each first, so that none jumps. */
export function byRepository(sessions: readonly Session[]): RepositoryGroup[] {
  const groups = new Map<string, Session[]>()
  for (const session of sessions) {
    const url = session.pod.repository?.url ?? ''
    const group = groups.get(url)
    if (group) group.push(session)
    else groups.set(url, [session])
  }
  return [...groups]
    .map(([url, group]) => ({ url, name: repositoryName(url), sessions: group.toSorted(longestIdleFirst) }))
    .sort((a, b) => b.sessions.length - a.sessions.length || compare(a.name, b.name))
}

function longestIdleFirst(a: Session, b: Session): number {
  const since = (session: Session): number => idleSince(session) ?? Number.POSITIVE_INFINITY
  // Two infinities have no difference.
  return (
    compare(since(a), since(b)) || compare(a.pod.createdAt, b.pod.createdAt) || compare(a.pod.uid, b.pod.uid)
  )
}

function compare<Value extends string | number>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}
