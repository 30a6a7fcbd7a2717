import type { ChartIndexSeen } from '../../shared/plan-look.ts'
import type { ChartCache } from '../plan/chart-cache.ts'
import { chartIndexSeen, keptCharts } from '../plan/seen/chart-index-seen.ts'
import { startingPlan } from '../plan/starting-plan.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { observe } from '../steps/observe.ts'

/** New versions come once a day at most. */
const GOOD_FOR_MS = 3_600_000
const DEADLINE_MS = 15_000

interface Asked {
  serverId: string
  shell: RemoteShell | null
  /** The version that runs: it is kept however old it is. */
  running: string | null
  /** Read it now, however young what is known is. */
  fresh: boolean
  signal: AbortSignal
  now: number
}

/**
 * The versions of the chart, as the server itself reads the index; for an hour, and wherever it cannot be read, as it was
 * read last. Its age says which. Never throws for a server that does not answer.
 */
export async function lookAtCharts(
  cache: ChartCache,
  { serverId, shell, running, fresh, signal, now }: Asked,
): Promise<ChartIndexSeen> {
  const known = cache.of(serverId)
  if (known?.readAt != null && !fresh && now - known.readAt < GOOD_FOR_MS) return known
  const read = shell === null ? null : await ask(shell, signal)
  if (read === null) return known ?? { versions: [], readAt: null }
  const seen = { versions: keptCharts(read, [running ?? undefined]), readAt: now }
  cache.put(serverId, seen)
  return seen
}

async function ask(shell: RemoteShell, signal: AbortSignal) {
  try {
    const answers = await observe(shell, [chartIndexSeen], startingPlan, { deadlineMs: DEADLINE_MS, signal })
    const answer = answers.get(chartIndexSeen.id)
    return answer ? chartIndexSeen.parse(answer, startingPlan) : null
  } catch {
    return null
  }
}
