import { usePathname } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { tabSocket } from '../../../lib/client/tab-socket.ts'
import { useNow } from '../../../lib/client/use-now.ts'
import { useTable } from '../../../lib/client/use-table.ts'
import type { RunRow } from '../../../lib/shared/run-row.ts'
import { usePerson } from '../../frame/person.tsx'
import { runGroup } from '../run-status.ts'
import { dismissRun, useDismissedRuns } from './dismissed-runs.ts'
import { linesToShow, noMemory, noteRuns } from './lines-to-show.ts'
import { lookingSince } from './looking-since.ts'
import { outdoneRuns, runsOfStep } from './outdone-runs.ts'

/** The runs that have a line now. Looking at a run's own page puts its line away. */
export function useRunLines(initialRuns: RunRow[]): { lines: RunRow[]; onRunPage: boolean } {
  const { rows, byKey } = useTable('runs', initialRuns)
  const [memory, setMemory] = useState(noMemory)
  // Until the browser has said since when: no failure is news.
  const [since, setSince] = useState(Number.POSITIVE_INFINITY)
  const { name } = usePerson()
  const dismissed = useDismissedRuns()
  const now = useNow()
  const pathname = usePathname()
  const openRun = /^\/s\/[^/]+\/runs\/([^/]+)/.exec(pathname)?.[1] ?? null
  const { byKey: installs } = useTable('installs')
  const outdone = useMemo(() => outdoneRuns(rows, installs), [rows, installs])
  const shownHere = useInstallRuns(pathname)
  const openRow = openRun === null ? undefined : byKey.get(openRun)
  const seen = openRow !== undefined && runGroup(openRow) === 'failed' ? openRow.id : null

  useEffect(() => setMemory((before) => noteRuns(before, rows, tabSocket().now())), [rows])
  useEffect(() => setSince(lookingSince(name, tabSocket().now())), [name])
  useEffect(() => {
    if (seen !== null && !dismissed.has(seen)) dismissRun(seen)
  }, [seen, dismissed])

  return {
    lines: linesToShow(
      rows.filter(({ id }) => !shownHere.has(id) && !outdone.has(id)),
      { memory, dismissed, openRun, lookingSince: since, now },
    ),
    onRunPage: openRun !== null || shownHere.size > 0,
  }
}

const none: ReadonlySet<string> = new Set()

/** The runs that the install page in the address bar shows by itself. */
function useInstallRuns(pathname: string): ReadonlySet<string> {
  const { byKey } = useTable('installs')
  const server = /^\/s\/([^/]+)\/install(?:\/|$)/.exec(pathname)?.[1]
  const install = server === undefined ? undefined : byKey.get(server)
  return useMemo(() => (install === undefined ? none : new Set(install.steps.flatMap(runsOfStep))), [install])
}
