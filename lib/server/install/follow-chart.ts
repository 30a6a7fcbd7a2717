import type { Install } from './install.ts'
import { changedSteps } from './plan-changes.ts'

/** Saves the plan with another version of the chart, as it was put in place by a run that is none of the install's. */
export function followChart(install: Install, chartVersion: string, by: string): void {
  const { serverId, world } = install
  const { plans } = world.records
  const saved = plans.of(serverId)
  if (!saved?.plan || saved.plan.chartVersion === chartVersion) return
  const plan = { ...saved.plan, chartVersion }
  plans.save(serverId, { ...saved, plan, revision: saved.revision + 1, savedBy: by, savedAt: world.now() })
  install.forgetChecks(changedSteps(world.steps, saved.plan, plan, false))
  install.put()
  // Whoever looks at the install sees it in a second; nothing waits for it.
  install.look().catch(() => {})
}
