import { useQuery } from '@tanstack/react-query'
import { get } from '../../lib/client/request.ts'
import { useRow } from '../../lib/client/use-table.ts'
import type { StepRow } from '../../lib/shared/install.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'

/** The run whose transcript belongs to a step now: the one at work, the one that failed, else the last. Null for none. */
export function runOfStep({ activity, lastRun }: StepRow): string | null {
  return activity.state === 'idle' ? (lastRun?.runId ?? null) : (activity.runId ?? lastRun?.runId ?? null)
}

/** A run, live; one that is too old for the table is asked for. Undefined until it is here. */
export function useStepRun(runId: string): { run: RunRow | undefined; error: Error | null } {
  const live = useRow('runs', runId)
  const asked = useQuery({
    queryKey: ['run', runId],
    queryFn: async ({ signal }) => (await get<{ run: RunRow }>(`/api/runs/${runId}`, signal)).run,
    enabled: live === undefined,
  })
  return { run: live ?? asked.data, error: live === undefined ? asked.error : null }
}
