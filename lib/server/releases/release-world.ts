import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import type { RunRow } from '../../shared/run-row.ts'
import type { ConfigRecords } from '../binder-config/config-records.ts'
import { demandPlan } from '../binder-config/demand-plan.ts'
import type { ClusterTables } from '../kube/cluster-tables.ts'
import type { ChartCache } from '../plan/chart-cache.ts'
import type { Runs } from '../runs/runs.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import type { ChartFollower } from './chart-follower.ts'
import type { HistoryReader } from './history-reader.ts'
import type { SchemaCache } from './schema-cache.ts'
import type { KeptRelease } from './unpack-release.ts'

/** What the actions and queries about releases stand on. */
export interface ReleaseWorld {
  records: ConfigRecords
  history: HistoryReader
  clusters: Pick<ClusterTables, 'cluster'>
  runs: Pick<Runs, 'add' | 'begin'>
  /** The plan follows the chart of a run that ends well. */
  charts: Pick<ChartFollower, 'expect'>
  /** All runs of the console, whatever the server. */
  runRows(): readonly RunRow[]
  chartCache: ChartCache
  schemas: SchemaCache
  /** "v1.33.1", as the nodes say; null where it is not known. */
  kubernetesOf(serverId: string): string | null
  /** Throws `not_found`. */
  serverName(serverId: string): string
  shellOf(serverId: string): RemoteShell | null
  /** The saved plan, which says what the release is called; null where there is none. */
  planOf(serverId: string): Plan | null
  /** Throws `conflict` while the install goes: it changes the release as well. */
  demandNothingGoing(serverId: string): void
}

/** The revisions of a server's release, newest first. Throws what the cluster throws. */
export async function readHistory(
  world: ReleaseWorld,
  serverId: string,
  signal: AbortSignal,
): Promise<{ plan: Plan; history: KeptRelease[] }> {
  world.serverName(serverId)
  const plan = demandPlan(world.planOf, serverId)
  const cluster = world.clusters.cluster(serverId)
  const { namespace, release } = plan
  return { plan, history: await world.history.read(serverId, { cluster, namespace, release }, signal) }
}

/** Throws `not_found` for a revision that Helm does not keep (any more). */
export function demandRevision(history: readonly KeptRelease[], revision: number): KeptRelease {
  const found = history.find((one) => one.revision === revision)
  if (found) return found
  throw new AppError('not_found', `Helm does not keep revision ${revision} of this release any more.`, {
    hint: 'It keeps the last ten. An older binder.yaml may still be among the revisions on the Config page.',
  })
}
