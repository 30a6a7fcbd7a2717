import { contains, parseEnds, parseIpv4 } from '../ipv4.ts'
import type { Plan } from '../plan.ts'
import { type PlanProblem, wrong } from './plan-problem.ts'

/** The two addresses that are fixed beforehand: in the range, and not the same. */
export function addressProblems({ addresses, pool }: Pick<Plan, 'addresses' | 'pool'>): PlanProblem[] {
  if (addresses.how === 'read') return []
  const range = parseEnds(pool)
  const problems: PlanProblem[] = []
  for (const [which, what] of [
    ['binder', 'The address of the start page'],
    ['hub', 'The address of the notebooks'],
  ] as const) {
    const address = parseIpv4(addresses[which])
    if (address === null)
      problems.push(wrong(`addresses.${which}`, `${what} is no IPv4 address such as ${pool.first}.`))
    else if (range !== null && !contains(range, address))
      problems.push(
        wrong(
          `addresses.${which}`,
          `${what} is not in the range ${pool.first} to ${pool.last}: MetalLB would never hand it out.`,
        ),
      )
  }
  if (problems.length === 0 && addresses.binder === addresses.hub)
    problems.push(wrong('addresses.hub', 'The start page and the notebooks need an address each.'))
  return problems
}
