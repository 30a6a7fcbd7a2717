import type { InstallRow } from '../../../lib/shared/install.ts'
import type { PlanLook } from '../../../lib/shared/plan-look.ts'
import type { PlanPreview } from '../../../lib/shared/plan-preview.ts'
import { formatUsual } from '../usual.ts'

/** What is true of this plan, in a sentence. */
export function planSentence(
  row: InstallRow | undefined,
  look: PlanLook,
  preview: PlanPreview | undefined,
): string {
  if (row?.plan) return 'Change the plan. Nothing runs until you say so.'
  const there = look.cluster?.releases.find(({ chart }) => chart === 'binderhub')
  if (there) return 'BinderHub is on this server already. These answers were read from it.'
  if (look.cluster) return 'Kubernetes is on this server already. These answers fit to it.'
  if (preview === undefined) return 'Four choices, and then it installs by itself.'
  return `Four choices, then about ${formatUsual(preview.usualMs)} on a usual server.`
}
