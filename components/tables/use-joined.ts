'use client'

import { useMemo } from 'react'
import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import { createKeeper } from './keep-same.ts'

/** A table whose rows say more than the cluster's own: `rows` were put together out of several tables. */
export function useJoined<Row extends { uid: string }>(
  own: ClusterTable<unknown>,
  rows: readonly Row[],
): ClusterTable<Row> {
  const keep = useMemo(() => createKeeper<Row>(), [])
  const { state, since, problem } = own
  return useMemo(() => ({ ...keep(rows), state, since, problem }), [keep, rows, state, since, problem])
}
