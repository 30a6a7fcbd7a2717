import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { tabSocket } from '../../lib/client/tab-socket.ts'
import { useNow } from '../../lib/client/use-now.ts'
import { useTable } from '../../lib/client/use-table.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { useDismissedJobs } from './dismissed-jobs.ts'
import { jobsToShow, noMemory, noteRuns } from './job-list.ts'

/** The runs that have a line now. */
export function useJobs(initialRuns: RunRow[]): { jobs: RunRow[]; onRunPage: boolean } {
  const { rows } = useTable('runs', initialRuns)
  const [memory, setMemory] = useState(noMemory)
  const dismissed = useDismissedJobs()
  const now = useNow()
  const openRun = /^\/s\/[^/]+\/runs\/([^/]+)/.exec(usePathname())?.[1] ?? null

  useEffect(() => setMemory((before) => noteRuns(before, rows, tabSocket().now())), [rows])

  return { jobs: jobsToShow(rows, { memory, dismissed, openRun, now }), onRunPage: openRun !== null }
}
