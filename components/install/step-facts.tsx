import { Fragment } from 'react'
import type { StepCheck, StepStory } from '../../lib/shared/install.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { describeAdditions } from './describe-additions.ts'

const SHOWN_COMMANDS = 4

/** What a step runs, adds and breaks, when it is done, and what the last look saw. */
export function StepFacts({ story, check }: { story: StepStory; check: StepCheck }) {
  return (
    <>
      <dl className="two">
        <dt>Runs</dt>
        <dd>
          <Commands runs={story.runs} />
        </dd>
        <dt>Adds</dt>
        <dd>
          <Additions story={story} />
        </dd>
        <dt>Breaks</dt>
        <dd>{story.breaks}</dd>
        <dt>Done when</dt>
        <dd>{story.doneWhen}</dd>
        {check.evidence !== '' && (
          <>
            <dt>Seen</dt>
            <dd className="mono">{check.evidence}</dd>
          </>
        )}
        {check.state === 'differs' && (
          <>
            <dt>Planned</dt>
            <dd className="mono">{check.wanted}</dd>
          </>
        )}
      </dl>
      <div className="row wrap papers">
        {story.files.map(({ path, mode, text }) => (
          <Paper key={path} name={path} label={`${path}, mode ${mode}`} text={text} />
        ))}
        {story.script !== '' && (
          <Paper name="the script" label={scriptLabel(story.script)} text={story.script} />
        )}
      </div>
    </>
  )
}

function Commands({ runs }: { runs: readonly string[] }) {
  if (runs.length === 0) return <>nothing that changes the server</>
  const shown = runs.slice(0, SHOWN_COMMANDS)
  const more = runs.length - shown.length
  return (
    <>
      {shown.map((command, index) => (
        <Fragment key={command}>
          <code>{command}</code>
          {index === shown.length - 1 ? '' : <br />}
        </Fragment>
      ))}
      {more > 0 ? `, and ${more} more in the script below, as root` : ' as root'}
    </>
  )
}

function Additions({ story: { adds } }: { story: StepStory }) {
  if (adds.length === 0) return <>nothing</>
  return (
    <>
      {describeAdditions(adds).map(({ kind, names }, index) => (
        <Fragment key={kind}>
          {index > 0 && ', '}
          {kind}{' '}
          {names.map((name, at) => (
            <Fragment key={name}>
              {at > 0 && ', '}
              <code>{name}</code>
            </Fragment>
          ))}
        </Fragment>
      ))}
      . Recorded for the uninstall.
    </>
  )
}

function Paper({ name, label, text }: { name: string; label: string; text: string }) {
  return (
    <details className="paper">
      <summary>{label}</summary>
      <Scroll className="cmds" label={name}>
        {text}
      </Scroll>
      <CopyButton text={text} label={`Copy ${name}`} />
    </details>
  )
}

function scriptLabel(script: string): string {
  const lines = script.trimEnd().split('\n').length
  return `The whole script, ${lines === 1 ? '1 line' : `${lines} lines`}`
}
