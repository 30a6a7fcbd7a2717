import * as z from 'zod/mini'
import { problemSchema } from './problem-schema.ts'

/**
 * How well a table of a cluster is fed. `syncing`: its rows were never all read yet. `live`: the rows are those of
 * this moment. `stale`: they were, until `since`. The problem says why it is not live, where that is known; it is
 * null when `live`, and in the short time in which nothing went wrong yet.
 */
export const upstreamSchema = z.object({
  state: z.enum(['syncing', 'live', 'stale']),
  /** Milliseconds since the epoch, by the engine's clock. */
  since: z.int().check(z.minimum(0)),
  problem: z.nullable(problemSchema),
})

export type Upstream = z.infer<typeof upstreamSchema>
