'use client'

import { useState } from 'react'
import { useTable } from '../../lib/client/use-table.ts'
import type { StepRow, StepStory } from '../../lib/shared/install.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import { RunStands } from '../runs/run-stands.tsx'
import { WhoseRun } from '../runs/whose-run.tsx'
import { Transcript } from '../transcript/transcript.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { RunChoice } from './run-choice.tsx'
import { runsOfStep } from './runs-of-step.ts'
import { runOfStep, useStepRun } from './use-step-run.ts'

interface StepTranscriptProps {
  serverId: string
  step: StepRow
  story: StepStory
  connected: boolean
}

/** What the step printed, live or the last time, or an earlier one; where nothing ran yet, what will be here. */
export function StepTranscript(props: StepTranscriptProps) {
  const { serverId, step, story } = props
  const { rows } = useTable('runs')
  const newest = runOfStep(step)
  // What was picked counts until another run is the one that matters.
  const [picked, setPicked] = useState<{ runId: string; over: string | null } | null>(null)
  const runId = picked !== null && picked.over === newest ? picked.runId : newest
  if (runId === null) return <NothingRan step={step} />
  return (
    <>
      <RunChoice
        runs={runsOfStep(rows, serverId, story.title)}
        shown={runId}
        onChoose={(chosen) => setPicked({ runId: chosen, over: newest })}
      />
      <OfRun key={runId} runId={runId} {...props} />
    </>
  )
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
