import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '../../../lib/client/request.ts'
import { type Plan, planSchema } from '../../../lib/shared/plan.ts'
import type { PlanPreview } from '../../../lib/shared/plan-preview.ts'
import { useRested } from './use-rested.ts'

const REST_MS = 400

/**
 * What the plan would do, from the steps themselves. An account that is not typed yet changes nothing of it; while
 * anything else is not whole, what the last whole plan would do.
 */
export function usePlanPreview(serverId: string, plan: Plan): PlanPreview | undefined {
  const text = useRested(JSON.stringify(withAccount(plan)), REST_MS)
  const { data } = useQuery({
    queryKey: ['plan-preview', serverId, text],
    queryFn: ({ signal }) =>
      get<PlanPreview>(`/api/servers/${serverId}/install/preview?plan=${encodeURIComponent(text)}`, signal),
    enabled: planSchema.safeParse(JSON.parse(text)).success,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
  return data
}

function withAccount(plan: Plan): Plan {
  const { registry, imagePrefix } = planSchema.shape
  if (registry.safeParse(plan.registry).success && imagePrefix.safeParse(plan.imagePrefix).success)
    return plan
  return { ...plan, registry: { kind: 'docker-hub', account: 'account' }, imagePrefix: 'account/binder-' }
}
