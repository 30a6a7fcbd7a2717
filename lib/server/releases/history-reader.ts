import * as z from 'zod/mini'
import { objectPath } from '../../shared/object-ref.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'
import { lookAtRevisions, type RevisionSeen } from '../overview/look-at-revisions.ts'
import { type KeptRelease, unpackRelease } from './unpack-release.ts'

const secret = z.object({ data: z.optional(z.record(z.string(), z.string())) })

/** Helm keeps ten; somebody may have told it to keep more. */
const MOST = 20
const AT_ONCE = 4

export interface HistoryReader {
  /** The revisions of a release, newest first; 20 at most. Throws what `Cluster.get` throws. */
  read(serverId: string, place: ReleasePlace, signal: AbortSignal): Promise<KeptRelease[]>
  forget(serverId: string): void
}

interface ReleasePlace {
  cluster: Pick<Cluster, 'get'>
  namespace: string
  release: string
}

/**
 * Reads the history of releases from the cluster's own Secrets, so that what was done by hand is in it. A revision never
 * changes but for its status: what was read once is kept in memory for the next look.
 */
export function createHistoryReader(): HistoryReader {
  const known = new Map<string, Map<string, KeptRelease | null>>()

  async function read(
    serverId: string,
    { cluster, namespace, release }: ReleasePlace,
    signal: AbortSignal,
  ): Promise<KeptRelease[]> {
    const seen = (await lookAtRevisions(cluster, namespace, signal))
      .filter((one) => one.release === release)
      .sort((a, b) => b.revision - a.revision)
      .slice(0, MOST)
    const before = known.get(serverId)
    const now = new Map<string, KeptRelease | null>()
    for (let at = 0; at < seen.length; at += AT_ONCE)
      await Promise.all(
        seen.slice(at, at + AT_ONCE).map(async (one) => {
          const key = `${namespace} ${one.release} ${one.revision} ${one.status} ${one.at}`
          const there = before?.get(key)
          now.set(key, there ?? (await readOne(cluster, namespace, one, signal)))
        }),
      )
    known.set(serverId, now)
    return [...now.values()].filter((one) => one !== null).sort((a, b) => b.revision - a.revision)
  }
  return { read, forget: (serverId) => void known.delete(serverId) }
}

async function readOne(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  { release, revision }: RevisionSeen,
  signal: AbortSignal,
): Promise<KeptRelease | null> {
  const path = objectPath({ kind: 'Secret', namespace, name: `sh.helm.release.v1.${release}.v${revision}` })
  const { data } = await askJson(cluster, path, secret, { signal })
  return await unpackRelease(data?.release ?? '')
}
