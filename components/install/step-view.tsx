'use client'

import { ListChecks } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useNow } from '../../lib/client/use-now.ts'
import { formatDuration } from '../../lib/shared/format.ts'
import type { InstallRow, StepRow, StepStory } from '../../lib/shared/install.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Shape } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { foundFault, isFailed, stepNumber } from './progress.ts'
import { StepActions } from './step-actions.tsx'
import { StepFacts } from './step-facts.tsx'
import { StepFailureView } from './step-failure.tsx'
import { StepStatus } from './step-status.tsx'
import type { Acts } from './use-acts.ts'
import type { Look } from './use-look.ts'

// Beside the page, which is small: the transcript's own code comes with it.
const StepTranscript = dynamic(() => import('./step-transcript.tsx').then((module) => module.StepTranscript))
// Only needed while a step waits for pods.
const PodsPanel = dynamic(() => import('../workloads/pods-panel.tsx').then((module) => module.PodsPanel))

const TRANSCRIPT = 'step-transcript'

interface StepViewProps {
  row: InstallRow
  step: StepRow
  story: StepStory
  connected: boolean
  acts: Acts
  look: Look
  onOpen: (dialog: 'skip' | 'undo' | 'steps') => void
}

/** One step: what it is and how it stands, or why it failed; then what it prints, and the pods it waits for. */
export function StepView({ row, step, story, connected, acts, look, onOpen }: StepViewProps) {
  const failed = isFailed(step, row) ? step.activity : null
  const failure = failed?.failure ?? foundFault(step, story.faults, row)
  const underWay = row.going?.current === step.id
  return (
    <section className="stepwrap" aria-labelledby="step-title">
      <Button tone="quiet" small className="only-s all-steps" onClick={() => onOpen('steps')}>
        <Icon of={ListChecks} small />
        Step {stepNumber(row, step.id)} of {row.steps.length}, show all
      </Button>
      {failure !== null ? (
        <StepFailureView
          key={failed?.at ?? failure.fault}
          row={row}
          step={step}
          story={story}
          failure={failure}
          stopped={failed !== null}
          connected={connected}
          acts={acts}
          look={look}
          transcriptId={TRANSCRIPT}
          onOpen={onOpen}
        />
      ) : (
        <header className={underWay ? 'stephead brief' : 'stephead'}>
          <div className="row wrap">
            <h2 id="step-title">{story.title}</h2>
            <StepStatus row={row} step={step} connected={connected} />
            <StepActions row={row} step={step} story={story} acts={acts} onOpen={onOpen} />
          </div>
          <p className="said why">{story.why}</p>
          <WaitsFor step={step} />
          <StepFacts story={story} check={step.check} />
        </header>
      )}
      <div className="stepout" id={TRANSCRIPT}>
        <StepTranscript serverId={row.serverId} step={step} story={story} connected={connected} />
      </div>
      {underWay && story.watches.length > 0 && (
        <PodsPanel serverId={row.serverId} namespaces={story.watches} />
      )}
    </section>
  )
}

/** What the step itself said it waits for: never a silence that looks like a hang. */
function WaitsFor({ step: { activity } }: { step: StepRow }) {
  const now = useNow()
  if (activity.state !== 'running' || activity.waitsFor === null) return null
  const { what, since } = activity.waitsFor
  return (
    <p className="waits wait">
      <Shape kind="wait" />
      <span>
        <b>It waits for {what}.</b>{' '}
        <TimeText className="nw dim">{formatDuration(Math.max(0, now - since))}</TimeText>
      </span>
    </p>
  )
}
