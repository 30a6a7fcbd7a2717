import type { NameMatcher } from '../../lib/shared/name-matcher.ts'
import type { ObjectKind, ObjectRef } from '../../lib/shared/object-ref.ts'
import { podRole } from '../../lib/shared/pod-role.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { repositoryName } from '../../lib/shared/repository-name.ts'

/** Tables whose objects are deleted by a pattern of their names, and what these are. */
export const kindOfTable = {
  pods: 'Pod',
  jobs: 'Job',
  claims: 'PersistentVolumeClaim',
} as const satisfies Record<string, ObjectKind>

export type MatchTable = keyof typeof kindOfTable

/** What a row of any of them has. */
type Named = Pick<PodRow, 'uid' | 'namespace' | 'name'>

/** One that matches, and what it is. */
export interface Matched {
  object: ObjectRef
  what: string
}

/** The hub's database is in no bulk, and so in no pattern. */
const HUB_CLAIM = 'hub-db-dir'

/** The rows of one namespace whose name matches, by name. */
export function matching(
  rows: readonly Named[],
  kind: ObjectKind,
  place: string,
  matcher: NameMatcher,
): Matched[] {
  if (!matcher.ok) return []
  return rows
    .filter(({ namespace, name }) => namespace === place && matcher.matches(name))
    .filter(({ name }) => kind !== 'PersistentVolumeClaim' || name !== HUB_CLAIM)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((row) => ({
      object: { kind, namespace: row.namespace, name: row.name, uid: row.uid },
      what: isPod(row) ? whatOf(row) : '',
    }))
}

function isPod(row: Named | PodRow): row is PodRow {
  return 'containers' in row
}

function whatOf(pod: PodRow): string {
  const role = podRole(pod)
  const repository = pod.repository ? repositoryName(pod.repository.url) : ''
  if (role === 'session') return repository === '' ? 'session' : `session on ${repository}`
  if (role === 'build') return repository === '' ? 'build' : `build of ${repository}`
  return pod.status
}
