import type { ClaimRow } from '../../lib/shared/claim-row.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import type { VolumeRow } from '../../lib/shared/volume-row.ts'
import { type Standing, standing } from '../tables/standing.ts'

/** A claim, the pods that mount it, and where its data lies. */
export interface ClaimLine extends ClaimRow {
  /** Names of pods that have it and are not through; null while the pods are not known. */
  users: readonly string[] | null
  /** A folder of the node or what its volume says; empty while that is not known. */
  path: string
  node: string
}

/** Claims with who uses them. `pods` and `volumes`: null while they are not known. */
export function claimLines(
  claims: readonly ClaimRow[],
  pods: readonly PodRow[] | null,
  volumes: ReadonlyMap<string, VolumeRow>,
): readonly ClaimLine[] {
  const users = pods && usersOf(pods)
  return claims.map((claim) => {
    const volume = volumes.get(claim.volume)
    return {
      ...claim,
      users: users && (users.get(`${claim.namespace}/${claim.name}`) ?? []),
      path: volume?.path ?? '',
      node: volume?.node ?? '',
    }
  })
}

/** A pod that is through has let its volumes go. */
function usersOf(pods: readonly PodRow[]): Map<string, string[]> {
  const users = new Map<string, string[]>()
  for (const { namespace, name, claims, phase } of pods) {
    if (phase === 'Succeeded' || phase === 'Failed') continue
    for (const claim of claims) {
      const key = `${namespace}/${claim}`
      users.set(key, [...(users.get(key) ?? []), name].sort())
    }
  }
  return users
}

/** How a claim is. */
export function standingOfClaim({ phase, users, deletingAt }: ClaimLine): Standing {
  if (deletingAt !== null)
    return standing(
      'warn',
      users?.length ? 'Deleted once unused' : 'Being deleted',
      'Terminating: it goes when no pod uses it any more',
    )
  switch (phase) {
    case 'Bound':
      return users === null
        ? standing('ok', 'Bound', phase)
        : users.length > 0
          ? standing('ok', 'In use', phase)
          : standing('skip', 'Not in use', phase)
    case 'Pending':
      return standing(
        'wait',
        'No volume yet',
        'Pending: made when a pod asks for it, or when its class can make one',
      )
    case 'Lost':
      return standing('fail', 'Volume is gone', phase)
    default:
      return standing('unk', phase)
  }
}
