import type { Problem } from '../../../../lib/shared/problem.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'

const LINES = [72, 88, 64, 80] as const

/** A part whose rows are on their way; or why they do not come. */
export function PartLoading({ problem }: { problem: Problem | null }) {
  if (problem !== null) return <ProblemNote problem={problem} />
  return (
    <div className="after-300 part-loading" role="status" aria-label="Reading from the cluster">
      {LINES.map((width) => (
        <span key={width} className="sk" style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
