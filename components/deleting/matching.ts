import type { NameMatcher } from '../../lib/shared/name-matcher.ts'
import type { ObjectKind, ObjectRef } from '../../lib/shared/object-ref.ts'
import { podRole } from '../../lib/shared/pod-role.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { repositoryName } from '../../lib/shared/repository-name.ts'

/** One that matches, and what it is. */
export interface Matched {
  object: ObjectRef
  what: string
}

/** The rows of one namespace whose name matches, by name. */
export function matching(
  rows: readonly PodRow[],
  kind: ObjectKind,
  place: string,
  matcher: NameMatcher,
): Matched[] {
  if (!matcher.ok) return []
  return rows
    .filter(({ namespace, name }) => namespace === place && matcher.matches(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((row) => ({
      object: { kind, namespace: row.namespace, name: row.name, uid: row.uid },
      what: whatOf(row),
    }))
}

function whatOf(pod: PodRow): string {
  const role = podRole(pod)
  const repository = pod.repository ? repositoryName(pod.repository.url) : ''
  if (role === 'session') return repository === '' ? 'session' : `session on ${repository}`
  if (role === 'build') return repository === '' ? 'build' : `build of ${repository}`
  return pod.status
}
