import * as z from 'zod/mini'
import { stepIds } from './install.ts'

/** What the requests under /api/servers/:server/install take; the plan's own is `savePlanInput` of plan.ts. */

const step = z.enum(stepIds, 'There is no step of this name.')

/** The plan that somebody saw when they pressed the button: another one may mean other commands. */
const revision = z.int('Say which revision of the plan you saw.')

/** POST start. `step` null: all that is not done yet. */
export const startInstallInput = z.object({ step: z.nullable(step), revision: z.optional(revision) })

/** POST pause: whether to stand still once the present step is done. */
export const pauseInstallInput = z.object({ pause: z.boolean('Say true or false.') })

/** POST skip: whether this step is left out. */
export const skipStepInput = z.object({ step, skip: z.boolean('Say true or false.') })

/** POST remedy: `fault` is the one that was shown. */
export const remedyInput = z.object({ step, fault: z.string('Say what is to be mended.') })

/** POST undo. */
export const undoInput = z.object({ step, revision })

/** POST stop. */
export const stopInstallInput = z.object({})
