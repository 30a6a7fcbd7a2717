import type { Plan } from '../../shared/plan.ts'
import { planProblems } from '../../shared/plan-rules/plan-problems.ts'
import { AppError } from '../../shared/problem.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { lookForPlan } from './look-for-plan.ts'

/**
 * Looks at the server, the plan's own folder included, and throws `invalid_input`, with the field, for the first
 * answer that cannot work there. Answers that only need care pass. Also throws what `lookForPlan` throws.
 */
export async function demandPlanFits(shell: RemoteShell, plan: Plan, signal?: AbortSignal): Promise<void> {
  const look = await lookForPlan(shell, {
    user: 'root',
    folder: plan.storage.path,
    knownCharts: null,
    ...(signal ? { signal } : {}),
  })
  const problem = planProblems(plan, look).find(({ severity }) => severity === 'wrong')
  if (problem) throw new AppError('invalid_input', problem.message, { field: `plan.${problem.field}` })
}
