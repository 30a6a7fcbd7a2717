'use client'

import { useMemo } from 'react'
import { type ClusterTable, useClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { UsageRow } from '../../lib/shared/usage-row.ts'
import { createPodLines, type PodLine } from './pod-line.ts'

/** All pods of a server with what they use, as live as the pods are. How old the use is stands in `usage`. */
export function usePodLines(serverId: string): {
  lines: ClusterTable<PodLine>
  usage: ClusterTable<UsageRow>
} {
  const pods = useClusterTable(serverId, 'pods')
  const usage = useClusterTable(serverId, 'podUsage')
  const join = useMemo(createPodLines, [])
  const { rows, state, since, problem } = pods
  const lines = useMemo(() => {
    const joined = join(rows, usage.byKey)
    return { rows: joined, byKey: new Map(joined.map((line) => [line.uid, line])), state, since, problem }
  }, [join, rows, state, since, problem, usage.byKey])
  return { lines, usage }
}
