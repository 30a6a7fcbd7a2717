import * as z from 'zod/mini'
import { type ObjectRef, objectsPath } from '../../../shared/object-ref.ts'
import { AppError } from '../../../shared/problem.ts'
import { askJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'

const schema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string(),
        annotations: z.optional(z.record(z.string(), z.string())),
      }),
      spec: z.optional(z.object({ unschedulable: z.optional(z.boolean()) })),
      status: z.optional(
        z.object({ conditions: z.optional(z.array(z.object({ type: z.string(), status: z.string() }))) }),
      ),
    }),
  ),
})

/** Written by the image cleaner while it keeps pods away to make room (domain notes 4). */
const CLEANER = 'hub.jupyter.org/image-cleaner-cordoned'

/** One node, and whether its pods could go elsewhere. */
export interface NodeSeen {
  object: ObjectRef
  cordoned: boolean
  byCleaner: boolean
  /** Other nodes that are ready and take pods. */
  others: number
}

/** Looks at a node among all. Throws `conflict` where it is gone or another has its name, and what the cluster throws. */
export async function readNode(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  signal: AbortSignal,
): Promise<NodeSeen> {
  const { items } = await askJson(cluster, objectsPath('Node', null), schema, { signal })
  const node = items.find(({ metadata }) => metadata.uid === object.uid && metadata.name === object.name)
  if (!node)
    throw new AppError(
      'conflict',
      `There is no node ${object.name} any more, or it is another one of that name.`,
      {
        hint: 'The table shows which nodes there are now.',
      },
    )
  return {
    object,
    cordoned: node.spec?.unschedulable ?? false,
    byCleaner: node.metadata.annotations?.[CLEANER] !== undefined,
    others: items.filter((one) => one !== node && takesPods(one)).length,
  }
}

function takesPods({ spec, status }: z.infer<typeof schema>['items'][number]): boolean {
  const ready = status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false
  return ready && spec?.unschedulable !== true
}
