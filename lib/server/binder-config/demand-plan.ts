import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'

/** The saved plan of a server, which says what its release is called. Throws `conflict` where there is none. */
export function demandPlan(planOf: (serverId: string) => Plan | null, serverId: string): Plan {
  const plan = planOf(serverId)
  if (plan) return plan
  throw new AppError('conflict', 'Bindery does not know yet what the BinderHub of this server is called.', {
    hint: 'Open Install and save the plan: it proposes what it finds on the server.',
  })
}
