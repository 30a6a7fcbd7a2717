import * as z from 'zod/mini'
import { confirmation, type GoingObject, type GuardedBlast } from './deleting-api.ts'
import { objectRefSchema } from './object-ref-schema.ts'

/** More pods than one server of this kind carries. */
export const MAX_REPLICAS = 100
/** Minutes that a drain may take, at most. */
export const MAX_DRAIN_MINUTES = 60

const restartable = ['Deployment', 'StatefulSet', 'DaemonSet']
const scalable = ['Deployment', 'StatefulSet']

/** POST /api/servers/:server/workloads/restart */
export const restartInput = z.object({
  object: objectRefSchema.check(
    z.refine(
      ({ kind }) => restartable.includes(kind),
      'Only deployments, stateful sets and daemon sets are restarted.',
    ),
  ),
  ...confirmation,
})

/** POST /api/servers/:server/workloads/scale */
export const scaleInput = z.object({
  object: objectRefSchema.check(
    z.refine(
      ({ kind }) => scalable.includes(kind),
      'Only deployments and stateful sets have a number of pods.',
    ),
  ),
  replicas: z
    .int('The number of pods must be a whole number.')
    .check(
      z.minimum(0, 'There cannot be fewer than 0 pods.'),
      z.maximum(MAX_REPLICAS, `At most ${MAX_REPLICAS} pods.`),
    ),
  ...confirmation,
})

const node = objectRefSchema.check(z.refine(({ kind }) => kind === 'Node', 'This is not a node.'))

/** POST /api/servers/:server/nodes/cordon and …/uncordon */
export const cordonInput = z.object({ object: node, ...confirmation })

/** POST /api/servers/:server/nodes/drain */
export const drainInput = z.object({
  object: node,
  /** How long budgets are asked again before what is left is left. */
  minutes: z
    .int('Minutes are whole numbers.')
    .check(
      z.minimum(1, 'A drain takes a minute at least.'),
      z.maximum(MAX_DRAIN_MINUTES, `A drain takes at most ${MAX_DRAIN_MINUTES} minutes.`),
    ),
  ...confirmation,
})

/** The answer of …/workloads/scale/describe: with the number that there is now. */
export interface ScaleBlast extends GuardedBlast {
  replicas: number
}

/** The answer of …/nodes/drain/describe. */
export interface DrainBlast extends GuardedBlast {
  goes: GoingObject[]
  /** Pods that stay on the node, and why: "of a daemon set". */
  stays: GoingObject[]
}
