import * as z from 'zod/mini'
import { stepIds } from './install.ts'

/** What the requests under /api/servers/:server/install take; the plan's own is `savePlanInput` of plan.ts. */

const step = z.enum(stepIds, 'There is no step of this name.')

/** POST start. Null: all that is not done yet. */
export const startInstallInput = z.object({ step: z.nullable(step) })

/** POST pause: whether to stand still once the present step is done. */
export const pauseInstallInput = z.object({ pause: z.boolean('Say true or false.') })

/** POST skip: whether this step is left out. */
export const skipStepInput = z.object({ step, skip: z.boolean('Say true or false.') })

/** POST remedy, POST undo. */
export const oneStepInput = z.object({ step })

/** POST stop. */
export const stopInstallInput = z.object({})
