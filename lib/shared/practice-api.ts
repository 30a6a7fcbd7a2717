import * as z from 'zod/mini'

/** GET /api/practice: where the practice server stands. Null where the console offers none. */
export type PracticeOffer = {
  /** Null while it is not among the servers. */
  serverId: string | null
} | null

/** POST /api/practice/add and /api/practice/reset. `trouble`: two things on the machine go wrong, to learn from. */
export const practiceInput = z.object({ trouble: z.boolean('Say whether things go wrong: true or false.') })
