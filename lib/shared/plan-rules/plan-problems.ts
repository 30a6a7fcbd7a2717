import type { Plan } from '../plan.ts'
import type { PlanLook } from '../plan-look.ts'
import { addressProblems } from './address-rules.ts'
import { nameProblems, versionProblems } from './name-rules.ts'
import { careful, type PlanProblem } from './plan-problem.ts'
import { poolProblems } from './pool-rules.ts'
import { registryProblems } from './registry-rules.ts'
import { storageProblems } from './storage-rules.ts'

/**
 * What is wrong, or to be careful about, with answers that each are well formed, given what the server said. Without
 * a look only that which is wrong anywhere. The form asks while one types, the engine before it saves.
 */
export function planProblems(plan: Plan, look: PlanLook | null): PlanProblem[] {
  return [
    ...poolProblems(plan, look),
    ...addressProblems(plan),
    ...storageProblems(plan, look),
    ...registryProblems(plan),
    ...builderProblems(plan, look),
    ...versionProblems(plan, look),
    ...nameProblems(plan, look),
  ]
}

function builderProblems({ builder }: Pick<Plan, 'builder'>, look: PlanLook | null): PlanProblem[] {
  return builder === 'host' && look !== null && look.docker === null
    ? [
        careful(
          'builder',
          'There is no Docker on this server that answers. The install puts it there, from Ubuntu.',
        ),
      ]
    : []
}
