'use client'

import type { StepRow, StepStory } from '../../lib/shared/install.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import { RunStands } from '../runs/run-stands.tsx'
import { WhoseRun } from '../runs/whose-run.tsx'
import { Transcript } from '../transcript/transcript.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { runOfStep, useStepRun } from './use-step-run.ts'

interface StepTranscriptProps {
  step: StepRow
  story: StepStory
  connected: boolean
}

/** What the step printed, live or the last time; where nothing ran yet, what will be here. */
export function StepTranscript({ step, story, connected }: StepTranscriptProps) {
  const runId = runOfStep(step)
  if (runId === null) return <NothingRan step={step} />
  return <OfRun key={runId} runId={runId} step={step} story={story} connected={connected} />
}

function OfRun({ runId, step, story, connected }: StepTranscriptProps & { runId: string }) {
  const { run, error } = useStepRun(runId)
  if (error !== null && run === undefined) return <ProblemNote problem={toProblem(error)} />
  if (run === undefined) return <div className="term nothing-ran" />
  const { activity } = step
  const telling = activity.state === 'failed' && activity.runId === runId ? activity.failure.line : null
  return (
    <Transcript
      run={run}
      stands={<RunStands run={run} connected={connected} />}
      notes={story.notes}
      telling={telling}
    >
      <WhoseRun run={run} connected={connected} />
    </Transcript>
  )
}

function NothingRan({ step: { check, skipped, activity } }: { step: StepRow }) {
  const words =
    activity.state === 'failed'
      ? 'Nothing ran: it failed before.'
      : check.state === 'done'
        ? 'It was there when Bindery looked, so nothing had to run.'
        : check.state === 'not-needed'
          ? 'Nothing has to run.'
          : skipped !== null
            ? 'It was skipped, so nothing ran.'
            : 'Nothing has run yet. Every line of it will appear here as the server prints it.'
  return (
    <div className="term nothing-ran">
      <p>{words}</p>
    </div>
  )
}
