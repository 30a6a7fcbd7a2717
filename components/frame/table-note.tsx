'use client'

import { useTableProblem } from '../../lib/client/use-table.ts'
import { ProblemNote } from '../ui/problem-note.tsx'

/** Why the lists of servers and runs, which every page shows something of, are not followed. */
export function TableNote() {
  const servers = useTableProblem('servers')
  const runs = useTableProblem('runs')
  const problem = servers ?? runs
  return problem && <ProblemNote problem={problem} />
}
