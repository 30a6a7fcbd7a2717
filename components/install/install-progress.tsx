import type { InstallRow } from '../../lib/shared/install.ts'
import { settledCount, stitchOf } from './progress.ts'

/** The install as one line of stitches, a step each. */
export function InstallProgress({ row }: { row: InstallRow }) {
  return (
    <span className="prog" role="img" aria-label={`${settledCount(row)} of ${row.steps.length} steps done`}>
      {row.steps.map((step) => (
        <i key={step.id} className={stitchOf(step, row)} />
      ))}
    </span>
  )
}
