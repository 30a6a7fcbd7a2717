import type { Cluster } from './cluster.ts'
import { firstText, SHORT_BYTES } from './first-text.ts'

/**
 * What time the cluster has: milliseconds since the epoch, by the Date of its answer. Its times are to be compared
 * with this and not with our own clock, which may be another. Throws what the cluster throws.
 */
export async function clusterNow(cluster: Pick<Cluster, 'get'>, signal: AbortSignal): Promise<number> {
  const answer = await cluster.get('/version', { signal })
  await firstText(answer, SHORT_BYTES)
  return Date.parse(answer.headers.date ?? '') || Date.now()
}
