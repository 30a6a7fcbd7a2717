import type { PodRow } from '../../../shared/pod-row.ts'

/** Who makes a pod again: a ReplicaSet is the hand of its Deployment. Null for a bare pod. */
export function makerOf({
  owner,
  labels,
}: Pick<PodRow, 'owner' | 'labels'>): { kind: string; name: string } | null {
  const hash = labels['pod-template-hash']
  if (owner?.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) }
  return owner
}

/** True while something of a pod runs or is about to, and nobody has asked it to end. */
export function isAlive({ deletingAt, phase }: Pick<PodRow, 'deletingAt' | 'phase'>): boolean {
  return deletingAt === null && phase !== 'Succeeded' && phase !== 'Failed'
}
