'use client'

import { runWord } from '../runs/run-status.ts'
import { TimeOfDay } from '../runs/time-of-day.tsx'
import type { RunOfStep } from './runs-of-step.ts'

interface RunChoiceProps {
  runs: readonly RunOfStep[]
  shown: string
  onChoose: (runId: string) => void
}

/** Which of a step's runs is to be read; nothing while there is only one. */
export function RunChoice({ runs, shown, onChoose }: RunChoiceProps) {
  if (runs.length < 2) return null
  return (
    <nav className="runchoice" aria-label="Runs of this step">
      {runs.map(({ run, what }) => (
        <button
          key={run.id}
          type="button"
          className="b"
          aria-pressed={run.id === shown}
          onClick={() => onChoose(run.id)}
        >
          <TimeOfDay at={run.createdAt} /> {what === 'step' ? '' : `${what}, `}
          {runWord(run).word.toLowerCase()}
        </button>
      ))}
    </nav>
  )
}
