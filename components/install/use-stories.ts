import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '../../lib/client/request.ts'
import type { StepStory } from '../../lib/shared/install.ts'

/** What each step is, for the saved plan. Another revision of the plan is another set of stories; until then the old one stays. */
export function useStories(serverId: string, revision: number) {
  return useQuery({
    queryKey: ['install-steps', serverId, revision],
    queryFn: ({ signal }) => get<StepStory[]>(`/api/servers/${serverId}/install/steps`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
}
