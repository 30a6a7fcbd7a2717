import type { ReactNode } from 'react'
import type { Problem } from '../../lib/shared/problem.ts'
import { Note } from './note.tsx'

/** A failure in words: what happened and why, what to do, then what the machine said, verbatim. */
export function ProblemNote({ problem, action }: { problem: Problem; action?: ReactNode }) {
  return (
    <Note kind="fail" role="alert" actions={action}>
      <p>
        <b>{problem.message}</b> {problem.hint}
      </p>
      {problem.said && <p className="machine-said">{problem.said}</p>}
    </Note>
  )
}
