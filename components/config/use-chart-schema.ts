import { useQuery } from '@tanstack/react-query'
import { get } from '../../lib/client/request.ts'
import type { JsonSchema } from '../../lib/shared/config-check/schema-problems.ts'

/** The schema of a version of the chart, as its package has it. Null until it is known, and where it cannot be had. */
export function useChartSchema(serverId: string, version: string | null): JsonSchema | null {
  const { data } = useQuery({
    queryKey: ['chart-schema', serverId, version],
    queryFn: ({ signal }) =>
      get<{ schema: JsonSchema | null }>(
        `/api/servers/${serverId}/charts/${encodeURIComponent(version ?? '')}/schema`,
        signal,
      ),
    enabled: version !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.schema ?? null
}
