import { counted } from '../../lib/shared/count-words.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { type PodRole, podRole } from '../../lib/shared/pod-role.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'

/** A piece of the line in the bulk bar; what counts is strong. */
export interface BulkPiece {
  text: string
  strong: boolean
}

/** The parts without which BinderHub does not work, and what a person calls losing them. */
const PARTS: { readonly [Role in PodRole]?: string } = {
  hub: 'restarts the hub',
  binder: 'restarts the BinderHub page',
  proxy: 'disconnects everybody briefly',
  autohttps: 'disconnects everybody briefly',
  builder: 'fails builds on its node',
  'user-scheduler': 'restarts the scheduler of sessions',
}

/**
 * What deleting the selection would end, in one line: "ends 3 people on 2 repos, frees 3 seats". A first idea only: the
 * dialog has it from the engine, whole.
 */
export function bulkWords(objects: readonly ObjectRef[], pods: ReadonlyMap<string, PodRow>): BulkPiece[] {
  const rows = objects.flatMap(({ uid }) => pods.get(uid) ?? []).filter(isAlive)
  const sessions = rows.filter((pod) => podRole(pod) === 'session')
  const builds = rows.filter((pod) => podRole(pod) === 'build').length
  const repositories = new Set(sessions.flatMap(({ repository }) => repository?.url ?? [])).size
  const parts = new Set(rows.flatMap((pod) => PARTS[podRole(pod)] ?? []))
  const pieces: BulkPiece[][] = []
  if (sessions.length > 0)
    pieces.push(
      [
        plain('ends '),
        strong(counted(sessions.length, 'session')),
        plain(` on ${counted(repositories, 'repo')}`),
      ],
      [plain('frees '), strong(counted(sessions.length, 'seat'))],
    )
  if (builds > 0) pieces.push([plain('fails '), strong(counted(builds, 'build'))])
  for (const part of parts) pieces.push([plain(part)])
  return pieces.flatMap((piece, index) => (index === 0 ? piece : [plain(', '), ...piece]))
}

function isAlive({ phase, deletingAt }: PodRow): boolean {
  return deletingAt === null && phase !== 'Succeeded' && phase !== 'Failed'
}

function plain(text: string): BulkPiece {
  return { text, strong: false }
}

function strong(text: string): BulkPiece {
  return { text, strong: true }
}
