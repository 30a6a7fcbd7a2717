import type { ClaimSize, ClaimUse } from '../../../shared/deleting-api.ts'
import { objectRefSchema } from '../../../shared/object-ref-schema.ts'
import { AppError } from '../../../shared/problem.ts'
import type { Call, Query } from '../../actions/action.ts'
import { parseInput } from '../../actions/parse-input.ts'
import type { RemoteShell } from '../../ssh/remote-shell.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import { liveRows } from '../live-rows.ts'
import { claimSize } from './claim-size.ts'
import { readClaimUses } from './claim-use.ts'
import { readTarget } from './read-facts.ts'

/** A size that is so old is counted anew, in milliseconds. */
const FRESH_MS = 60_000

interface Deps {
  clusters: Pick<ClusterTables, 'view' | 'cluster'>
  /** Null for a server that was forgotten. */
  shellOf(serverId: string): RemoteShell | null
}

/** What may be read of claims beside their table: where the data is, who uses it, how much it is. */
export function claimQueries({ clusters, shellOf }: Deps): Query[] {
  const sizes = new Map<string, { size: Promise<ClaimSize>; at: number }>()

  async function use(call: Call<unknown>): Promise<ClaimUse> {
    const { server = '', namespace, claim, uid } = call.params
    const object = parseInput(objectRefSchema, { kind: 'PersistentVolumeClaim', namespace, name: claim, uid })
    const pods = await liveRows(clusters, server, 'pods', call)
    const cluster = clusters.cluster(server)
    const [found] = await readClaimUses(
      cluster,
      [await readTarget(cluster, object, call.signal)],
      pods,
      call.signal,
    )
    if (found) return found
    throw new AppError(
      'not_found',
      `There is no claim ${object.name} any more, or it is another one of that name.`,
    )
  }

  /** However many look at it, a folder is counted once a minute. */
  function sizeOf(server: string, path: string): Promise<ClaimSize> {
    const key = `${server} ${path}`
    for (const [one, { at }] of sizes) if (Date.now() - at > FRESH_MS) sizes.delete(one)
    const known = sizes.get(key)
    if (known) return known.size
    // It goes on for the others when the one who asked first leaves; its own deadline ends it.
    const shell = shellOf(server)
    if (!shell) throw new AppError('not_found', 'There is no such server. It may have been forgotten.')
    const size = claimSize(shell, path, AbortSignal.timeout(FRESH_MS))
    sizes.set(key, { size, at: Date.now() })
    size.catch(() => sizes.delete(key))
    return size
  }

  return [
    { path: '/api/servers/:server/claims/:namespace/:claim/:uid', who: 'viewer', answer: use },
    {
      path: '/api/servers/:server/claims/:namespace/:claim/:uid/size',
      who: 'viewer',
      async answer(call): Promise<ClaimSize> {
        const { path, node } = await use(call)
        if (path !== null) return await sizeOf(call.params.server ?? '', path)
        return {
          is: 'unknown',
          why: node === null ? 'It has no folder yet.' : `It is not a folder of ${node}.`,
        }
      },
    },
  ]
}
