import * as z from 'zod/mini'
import { objectPath } from '../../shared/object-ref.ts'
import { refusedWith } from '../kube/api-problems.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'
import type { HubPlace } from './hub-place.ts'

/** What the chart shares with BinderHub: it may read and stop everybody's server. */
const KEY = 'hub.services.binder.apiToken'

const secret = z.object({ data: z.optional(z.record(z.string(), z.string())) })

/**
 * The token with which BinderHub speaks to its hub, null where the release has none: then it is no hub of a BinderHub.
 * It stays in memory. Throws what `Cluster.get` throws.
 */
export async function readToken(
  cluster: Pick<Cluster, 'get'>,
  { namespace, secret: name }: HubPlace,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const { data } = await askJson(cluster, objectPath({ kind: 'Secret', namespace, name }), secret, {
      signal,
    })
    const token = Buffer.from(data?.[KEY] ?? '', 'base64')
      .toString()
      .trim()
    // It goes into a header: whatever could end that is no token.
    return /^[\x21-\x7e]+$/.test(token) ? token : null
  } catch (error) {
    if (refusedWith(error) === 404) return null
    throw error
  }
}
