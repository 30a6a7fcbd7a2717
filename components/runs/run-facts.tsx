'use client'

import { formatBytes } from '../../lib/shared/format.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { RunTook } from './run-badge.tsx'
import { runStory } from './run-story.ts'
import { TimeOfDay } from './time-of-day.tsx'
import type { useScript } from './use-script.ts'

/** What a run does, whose it is, when it was, and why it is as it is. */
export function RunFacts({ run, script }: { run: RunRow; script: ReturnType<typeof useScript> }) {
  const story = runStory(run)
  return (
    <div className="runfacts">
      <dl className="two">
        <dt>Runs</dt>
        <dd>
          {script.data === undefined ? 'a script' : <>a script of {lines(script.data)}</>}, as root on{' '}
          {run.serverName}
        </dd>
        <dt>By</dt>
        <dd>{run.by}</dd>
        <dt>When</dt>
        <dd>
          <When run={run} />
        </dd>
        {story?.why && (
          <>
            <dt>Why</dt>
            <dd>{story.why}</dd>
          </>
        )}
        {story?.next && (
          <>
            <dt>What now</dt>
            <dd>{story.next}</dd>
          </>
        )}
      </dl>
      {script.error && (
        <ProblemNote
          problem={toProblem(script.error)}
          action={
            <Button small busy={script.isFetching} onClick={() => void script.refetch()}>
              Try again
            </Button>
          }
        />
      )}
      {script.data !== undefined && (
        <details>
          <summary>The script</summary>
          <Scroll className="cmds" label="The script">
            {script.data}
          </Scroll>
          <CopyButton text={script.data} label="Copy the script" />
        </details>
      )}
    </div>
  )
}

function When({ run }: { run: RunRow }) {
  if (run.startedAt === null) {
    return (
      <>
        asked for at <TimeOfDay at={run.createdAt} />, not started
      </>
    )
  }
  return (
    <>
      started at <TimeOfDay at={run.startedAt} />
      {run.endedAt !== null && (
        <>
          , ended at <TimeOfDay at={run.endedAt} />
        </>
      )}
      {', '}
      {run.endedAt === null ? 'so far ' : 'took '}
      <RunTook run={run} />
    </>
  )
}

function lines(script: string): string {
  const count = script.trimEnd().split('\n').length
  return `${count === 1 ? '1 line' : `${count} lines`} (${formatBytes(new TextEncoder().encode(script).length)})`
}
