import { AppError } from '../../../shared/problem.ts'
import { type UsageHistory, usageKey } from '../../../shared/usage-row.ts'
import type { Query } from '../../actions/action.ts'
import type { ClusterTables } from '../cluster-tables.ts'
import { usageRecordsOf } from './usage-history.ts'

/** What was measured in the last hour of one pod or node. Asks nothing of the server: a line is as long as somebody looked. */
export function usageQueries({ clusters }: { clusters: Pick<ClusterTables, 'cluster'> }): Query[] {
  return [
    {
      path: '/api/servers/:server/usage/:kind/:namespace/:name',
      who: 'viewer',
      async answer({ params }): Promise<UsageHistory> {
        const { server = '', kind, namespace = '', name = '' } = params
        const cluster = clusters.cluster(server)
        if (kind === 'Pod') return usageRecordsOf(cluster, 'pods').of(usageKey(namespace, name))
        if (kind === 'Node') return usageRecordsOf(cluster, 'nodes').of(usageKey(null, name))
        throw new AppError('not_found', 'Only pods and nodes are measured.')
      },
    },
  ]
}
