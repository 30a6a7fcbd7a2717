'use client'

import { useState } from 'react'
import type { InstallRow, StepFailure, StepRemedy, StepRow, StepStory } from '../../lib/shared/install.ts'
import { Button } from '../ui/button.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { stepNumber } from './progress.ts'
import { StepFacts } from './step-facts.tsx'
import { StepStatus } from './step-status.tsx'
import type { Acts } from './use-acts.ts'
import type { Look } from './use-look.ts'

interface StepFailureProps {
  row: InstallRow
  step: StepRow
  story: StepStory
  failure: StepFailure
  /** It was run and stopped. Otherwise only the look found what is in its way. */
  stopped: boolean
  connected: boolean
  acts: Acts
  look: Look
  /** Where the transcript is, for "line 9 below". */
  transcriptId: string
  onOpen: (dialog: 'skip' | 'undo') => void
}

/** A step that failed, or cannot work: what happened, why, and the way out with every command it runs. */
export function StepFailureView(props: StepFailureProps) {
  const { row, step, story, failure, stopped, connected, transcriptId } = props
  const { what, why, line, remedy, advice } = failure
  const number = stepNumber(row, step.id)
  return (
    <div className="remedy">
      <div className="row wrap">
        <h2 id="step-title">{story.title}</h2>
        <StepStatus row={row} step={step} connected={connected} />
      </div>
      <p
        className="vh"
        role="alert"
      >{`Step ${number}, ${story.title}, ${stopped ? 'stopped' : 'does not work'}. ${what}`}</p>
      <dl className="two">
        <dt>What</dt>
        <dd>
          {what}
          {line && (
            <>
              {' '}
              It is <a href={`#${transcriptId}`}>line {line.number} below</a>.
            </>
          )}
        </dd>
        <dt>Why</dt>
        <dd>{why}</dd>
        {remedy && (
          <>
            <dt>Remedy</dt>
            <dd>{remedy.says}</dd>
          </>
        )}
        {advice !== null && (
          <>
            <dt>What to do</dt>
            <dd>{advice}</dd>
          </>
        )}
      </dl>
      {remedy && remedy.commands.length > 0 && <RemedyCommands remedy={remedy} />}
      <WaysOn {...props} number={number} />
    </div>
  )
}

function RemedyCommands({ remedy }: { remedy: StepRemedy }) {
  return (
    <Scroll as="ol" className="cmds numbered" label="Commands of the remedy">
      {remedy.commands.map(({ command, why }) => (
        <li key={command} className="command">
          <span>{command}</span>
          {why && <span className="why">{why}</span>}
        </li>
      ))}
    </Scroll>
  )
}

function WaysOn({
  row,
  step,
  story,
  failure,
  stopped,
  acts,
  look,
  onOpen,
  number,
}: StepFailureProps & { number: number }) {
  const [lookedFrom, setLookedFrom] = useState<number | null>(null)
  const { remedy } = failure
  const again = stopped ? 'retry' : 'run'
  // One thing at a time.
  const mayAct = acts.mayAct && row.going === null
  // What the look found is said only once it is there.
  const looked = lookedFrom !== null && row.checkedAt !== null && row.checkedAt > lookedFrom && !look.busy

  function check() {
    setLookedFrom(row.checkedAt ?? 0)
    look.again()
  }

  return (
    <>
      <div className="row wrap ways">
        {mayAct && remedy && (
          <Button
            tone="primary"
            busy={acts.isBusy('remedy')}
            disabledBecause={acts.whyNot}
            onClick={() => acts.act('remedy', { step: step.id, fault: failure.fault })}
          >
            Apply the remedy and {again} step {number}
          </Button>
        )}
        {mayAct && !remedy && (
          <Button
            tone="primary"
            busy={acts.isBusy('start')}
            disabledBecause={acts.whyNot}
            onClick={() => acts.act('start', { step: null, revision: row.revision })}
          >
            {stopped ? 'Retry' : 'Run'} step {number} and go on
          </Button>
        )}
        <Button busy={look.busy} disabledBecause={look.outOfReach} onClick={check}>
          {mayAct ? 'I fixed it myself, check again' : 'Check again'}
        </Button>
        {mayAct && remedy && (
          <span className="blast">
            <b>Breaks</b> {remedy.breaks}
          </span>
        )}
      </div>
      <div className="row wrap rest">
        <details>
          <summary>What this step runs</summary>
          <StepFacts story={story} check={step.check} />
        </details>
        <span className="grow" />
        {mayAct && remedy && (
          <Button
            small
            tone="quiet"
            busy={acts.isBusy('start')}
            disabledBecause={acts.whyNot}
            onClick={() => acts.act('start', { step: step.id, revision: row.revision })}
          >
            {stopped ? 'Retry as it is' : 'Run it as it is'}
          </Button>
        )}
        {mayAct && !stopped && story.undo !== null && (
          <Button small tone="quiet" disabledBecause={acts.whyNot} onClick={() => onOpen('undo')}>
            Undo…
          </Button>
        )}
        {mayAct && story.skip !== null && (
          <Button small tone="quiet" disabledBecause={acts.whyNot} onClick={() => onOpen('skip')}>
            Skip…
          </Button>
        )}
      </div>
      <p role="status" className={looked ? 'sub looked' : 'vh'}>
        {looked && `Looked again, and it is not done: ${step.check.evidence.replace(/\.$/, '')}.`}
      </p>
    </>
  )
}
