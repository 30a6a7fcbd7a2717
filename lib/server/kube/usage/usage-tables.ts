import type { UsageRow } from '../../../shared/usage-row.ts'
import type { Polled } from '../poll.ts'
import { type Measured, readUsage } from './read-usage.ts'
import { usageRecordsOf } from './usage-history.ts'

/** metrics-server measures so often; asking more often would bring nothing new. */
const EVERY_MS = 15_000

/** What each pod uses, while somebody looks. metrics.k8s.io cannot be watched. */
export const podUsage = measured('pods')
/** The same for nodes. */
export const nodeUsage = measured('nodes')

function measured(of: Measured): Polled<UsageRow> {
  return {
    everyMs: EVERY_MS,
    open(cluster) {
      const records = usageRecordsOf(cluster, of)
      return async (signal) => {
        const rows = await readUsage(cluster, of, signal)
        records.record(rows)
        return rows
      }
    },
  }
}
