import type { ReactNode } from 'react'
import type { Problem } from '../../../lib/shared/problem.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { Judgement } from './judge-draft.ts'

interface PlanAsideProps {
  judgement: Judgement
  steps: number | undefined
  /** There is a plan already: saving runs nothing. */
  changes: boolean
  /** The page with the steps. */
  stepsPath: string
  busy: boolean
  problem: Problem | null
  disabledBecause: string | null
  onSaveOnly: () => void
  children: ReactNode
}

/** What will be done, and the button that does it. */
export function PlanAside(props: PlanAsideProps) {
  const { judgement, steps, changes, stepsPath, busy, problem, disabledBecause, onSaveOnly, children } = props
  const stops = whatStops(judgement)
  return (
    <aside className="plan-aside">
      <h2 className="h2">What will be done</h2>
      {children}
      {problem && <ProblemNote problem={problem} />}
      <div className="stack">
        <Button tone="primary" type="submit" busy={busy} disabledBecause={disabledBecause}>
          {changes ? 'Save the plan' : steps === undefined ? 'Install' : `Install, ${steps} steps`}
        </Button>
        {changes && (
          <LinkButton tone="quiet" href={stepsPath}>
            Back to the steps
          </LinkButton>
        )}
        {!changes && (
          <Button
            tone="quiet"
            disabledBecause={busy ? 'It is being saved.' : disabledBecause}
            onClick={onSaveOnly}
          >
            Only save the plan
          </Button>
        )}
      </div>
      <p className="blast">
        {stops && (
          <>
            <b>{stops.count === 1 ? 'One thing is missing:' : `${stops.count} things are missing:`}</b>{' '}
            {stops.what}.{' '}
          </>
        )}
        {changes
          ? 'Saving runs nothing on the server.'
          : 'Each step is checked on the server before it counts as done. You can close the laptop once it runs.'}
      </p>
    </aside>
  )
}

function whatStops({ missing, problems }: Judgement): { count: number; what: string } | null {
  const wrong = problems.filter(({ severity }) => severity === 'wrong').length
  const all = [
    ...missing.map(({ what }) => what),
    ...(wrong > 0
      ? [wrong === 1 ? 'the correction of one answer' : `the correction of ${wrong} answers`]
      : []),
  ]
  return all.length === 0 ? null : { count: all.length, what: all.join(', ') }
}
