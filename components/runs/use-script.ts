import { useQuery } from '@tanstack/react-query'
import { get } from '../../lib/client/request.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'

/** The script of a run, as it was given. It never changes, so it is asked for once. */
export function useScript(run: string) {
  return useQuery({
    queryKey: ['script', run],
    queryFn: async ({ signal }) =>
      (await get<{ run: RunRow; script: string }>(`/api/runs/${run}`, signal)).script,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
