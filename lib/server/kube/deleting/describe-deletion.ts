import type { DeleteObjects, DeletingBlast } from '../../../shared/deleting-api.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { AppError } from '../../../shared/problem.ts'
import { clusterNow } from '../cluster-now.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import { liveRows } from '../live-rows.ts'
import { readClaimUses } from './claim-use.ts'
import { whatIsLeft } from './delete-object.ts'
import { deletionBlast } from './deletion-blast.ts'
import { demandOverdue, guardOf } from './guard.ts'
import { readTargets } from './read-facts.ts'
import { sideBySide } from './side-by-side.ts'
import { keptByFinalizers } from './why-kept.ts'

/** What are not pods is asked for one by one. */
const MAX_OTHERS = 200

/**
 * Looks at what was chosen and says what its deletion would do now. Throws `conflict` for what Bindery deletes in no
 * case, and what the cluster throws.
 */
export async function describeDeletion(
  clusters: Pick<ClusterTables, 'view' | 'cluster'>,
  serverId: string,
  { objects, force }: Pick<DeleteObjects, 'objects' | 'force'>,
  signal: AbortSignal,
): Promise<DeletingBlast> {
  const chosen = unlike(objects)
  if (chosen.filter(({ kind }) => kind !== 'Pod').length > MAX_OTHERS)
    throw new AppError('invalid_input', `Besides pods, at most ${MAX_OTHERS} objects go at once.`, {
      field: 'objects',
    })
  const cluster = clusters.cluster(serverId)
  const pods = await liveRows(clusters, serverId, 'pods', { signal })
  const targets = await readTargets(cluster, chosen, pods, signal)
  const guard = guardOf(targets, pods)
  if (force) {
    demandOverdue(targets, await clusterNow(cluster, signal))
    await sideBySide(targets, 8, async ({ object }) => {
      const left = await whatIsLeft(cluster, object, signal)
      if (left.is === 'ending' && left.finalizers.length > 0)
        throw new AppError(
          'conflict',
          `Force does not end ${object.name}. ${keptByFinalizers(left.finalizers)}`,
        )
    })
  }
  const claims = await readClaimUses(cluster, targets, pods, signal)
  return deletionBlast({ targets, pods, claims, guard, force })
}

/** Each object once, however often it was named. */
function unlike(objects: readonly ObjectRef[]): ObjectRef[] {
  return [...new Map(objects.map((object) => [object.uid, object])).values()]
}
