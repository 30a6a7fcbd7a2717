import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '../../../lib/client/request.ts'
import type { PlanLook } from '../../../lib/shared/plan-look.ts'

/** What the server says of itself; looked at again for another folder, and when a person asks. */
export function usePlanLook(serverId: string, folder: string | null, reachable: boolean) {
  const query = folder === null ? '' : `?folder=${encodeURIComponent(folder)}`
  return useQuery({
    queryKey: ['plan-look', serverId, folder],
    queryFn: ({ signal }) => get<PlanLook>(`/api/servers/${serverId}/install/look${query}`, signal),
    enabled: reachable,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  })
}
