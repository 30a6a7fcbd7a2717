'use client'

import { X } from 'lucide-react'
import { useRef } from 'react'
import type { RunRow } from '../../../lib/shared/run-row.ts'
import { DeletionLines } from '../../deleting/deletion-lines.tsx'
import { Age } from '../../ui/age.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Shape } from '../../ui/status.tsx'
import { RunTook } from '../run-badge.tsx'
import { runGroup, runWord } from '../run-status.ts'
import { dismissRun } from './dismissed-runs.ts'
import { useRoomBelow } from './use-room-below.ts'
import { useRunLines } from './use-run-lines.ts'
import './run-lines.css'

const SHOWN = 3
/** Beside a transcript: its newest lines are at the bottom, and they come first there. */
const SHOWN_BESIDE_TRANSCRIPT = 1

/**
 * What runs on servers, at the lower right of every page, whoever started it and after a reload too. It leaves six
 * seconds after it ended well, and stays if it failed until it was looked at or put away.
 */
export function RunLines({ initialRuns }: { initialRuns: RunRow[] }) {
  const { lines, onRunPage } = useRunLines(initialRuns)
  const aside = useRef<HTMLElement>(null)
  useRoomBelow(aside)
  const shown = lines.slice(0, onRunPage ? SHOWN_BESIDE_TRANSCRIPT : SHOWN)
  const more = lines.length - shown.length
  return (
    <aside className="run-lines" ref={aside} aria-label="Work on servers">
      {/* Without the seconds: a reader hears what begins and ends, not a clock. */}
      <p className="vh" role="status">
        {shown.map((run) => `${run.title} on ${run.serverName}: ${runWord(run).word}.`).join(' ')}
      </p>
      <DeletionLines />
      {shown.map((run) => (
        <RunLine key={run.id} run={run} />
      ))}
      {more > 0 && (
        <Link className="run-line more" href="/runs">
          and {more} more
        </Link>
      )}
    </aside>
  )
}

function RunLine({ run }: { run: RunRow }) {
  const { kind, word } = runWord(run)
  const failed = runGroup(run) === 'failed'
  return (
    <div className="run-line">
      <Shape kind={kind} />
      <span>
        <b>{run.title}</b>
        <span className="dim">
          {' '}
          on {run.serverName}, {word.toLowerCase()}
          <RunTime run={run} />
        </span>
      </span>
      <LinkButton small tone={failed ? 'plain' : 'quiet'} href={`/s/${run.serverId}/runs/${run.id}`}>
        {runGroup(run) === 'active' ? 'Watch' : 'Show'}
        <span className="vh"> {run.title}</span>
      </LinkButton>
      {failed && (
        <Button
          small
          tone="quiet"
          className="ico"
          aria-label={`Put away ${run.title}`}
          onClick={() => dismissRun(run.id)}
        >
          <Icon of={X} small />
        </Button>
      )}
    </div>
  )
}

/** How long it has been at work, or when it ended. */
function RunTime({ run }: { run: RunRow }) {
  if (run.endedAt !== null) {
    return (
      <>
        , <Age at={run.endedAt} />
      </>
    )
  }
  return run.startedAt !== null && runGroup(run) === 'active' ? (
    <>
      , <RunTook run={run} />
    </>
  ) : null
}
