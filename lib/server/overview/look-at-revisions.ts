import { objectsPath } from '../../shared/object-ref.ts'
import type { Cluster } from '../kube/cluster.ts'
import { listMetadata } from '../kube/list-metadata.ts'

/** One revision of a release, by what its Secret says of itself. */
export interface RevisionSeen {
  release: string
  revision: number
  /** Helm's own word: "deployed", "superseded", "failed", "pending-upgrade"… */
  status: string
  /** Milliseconds since the epoch. */
  at: number
}

/**
 * The revisions of the releases in a namespace; Helm keeps ten of each. Of its Secrets, which hold all values, only the
 * metadata is read. Throws what `Cluster.get` throws.
 */
export async function lookAtRevisions(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  signal: AbortSignal,
): Promise<RevisionSeen[]> {
  const query = new URLSearchParams({ labelSelector: 'owner=helm', limit: '50' })
  const secrets = await listMetadata(cluster, `${objectsPath('Secret', namespace)}?${query}`, signal)
  return secrets.flatMap(({ name, creationTimestamp, labels }) => {
    const [, release, number] = /^sh\.helm\.release\.v1\.(.{1,80})\.v(\d{1,6})$/.exec(name) ?? []
    const at = Date.parse(creationTimestamp ?? '')
    if (release === undefined || Number.isNaN(at)) return []
    return [{ release, revision: Number(number), status: (labels?.status ?? '').slice(0, 40), at }]
  })
}
