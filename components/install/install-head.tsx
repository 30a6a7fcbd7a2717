'use client'

import { Pause, Play, RefreshCw } from 'lucide-react'
import { useNow } from '../../lib/client/use-now.ts'
import { formatAge, formatDuration } from '../../lib/shared/format.ts'
import type { InstallRow } from '../../lib/shared/install.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { useStaleSince } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { useAnnounced } from '../ui/use-announced.ts'
import { InstallProgress } from './install-progress.tsx'
import { installSentence, type StepNames } from './install-sentence.ts'
import { OpenBinder } from './open-binder.tsx'
import { failedStep, isComplete, whatStays } from './progress.ts'
import { timeWords } from './time-words.ts'
import type { Acts } from './use-acts.ts'
import type { Look } from './use-look.ts'

interface InstallHeadProps {
  server: ServerRow
  row: InstallRow
  names: StepNames
  acts: Acts
  look: Look
  onOpen: (dialog: 'start' | 'stop') => void
}

/** Over the steps: what is true, how far it is, how long it takes, and what can be done about all of it. */
export function InstallHead({ server, row, names, acts, look, onOpen }: InstallHeadProps) {
  const now = useNow()
  const staleSince = useStaleSince(server)
  const sentence = installSentence({ row, names, now, staleSince })
  // The age of a launch counts up in silence.
  const spoken = useAnnounced(installSentence({ row, names, now: 0, staleSince }))
  return (
    <div className="insthead">
      <h2 className="say">
        <TimeText>{sentence}</TimeText>
      </h2>
      <p className="vh" role="status">
        {spoken}
      </p>
      <InstallProgress row={row} />
      <span className="pace">
        <Pace row={row} look={look} now={now} />
      </span>
      {row.going === null ? (
        <Idle row={row} acts={acts} look={look} onStart={() => onOpen('start')} />
      ) : (
        acts.mayAct && <Going going={row.going} acts={acts} onStop={() => onOpen('stop')} />
      )}
    </div>
  )
}

/** How long it has taken and will take; while nothing is going on, how old what is shown is. */
function Pace({ row, look, now }: { row: InstallRow; look: Look; now: number }) {
  const { going, checkedAt, checkTookMs } = row
  if (going !== null) {
    const left = going.stopping ? null : timeWords(row)
    return (
      <>
        <TimeText>{formatDuration(Math.max(0, now - going.startedAt))}</TimeText>
        {left !== null && <span className="dim">{`, ${left}`}</span>}
      </>
    )
  }
  const failed = failedStep(row)
  const stays = failed === null ? null : whatStays(row, failed.id)
  if (stays !== null) return <span className="dim">{stays}</span>
  if (row.checking || look.busy) return <span className="dim">Looking at every step</span>
  if (checkedAt === null) return null
  const took = checkTookMs === null ? '' : `, took ${formatDuration(checkTookMs)}`
  return <TimeText className="dim">{`Looked ${formatAge(now - checkedAt)} ago${took}`}</TimeText>
}

interface IdleProps {
  row: InstallRow
  acts: Acts
  look: Look
  onStart: () => void
}

function Idle({ row, acts, look, onStart }: IdleProps) {
  // A failed step has its own ways on, beside what went wrong.
  const failed = failedStep(row) !== null
  const startable = acts.mayAct && !failed && !isComplete(row)
  const first = row.ended === null
  return (
    <>
      {acts.mayAct && (
        <Link className="change" href={`/s/${row.serverId}/install/plan`}>
          Change the plan…
        </Link>
      )}
      {!failed && (
        <Button busy={look.busy || row.checking} disabledBecause={look.outOfReach} onClick={look.again}>
          {!look.busy && !row.checking && <Icon of={RefreshCw} small />}
          Check again
        </Button>
      )}
      {isComplete(row) && <OpenBinder row={row} />}
      {startable && (
        <Button
          tone="primary"
          busy={acts.isBusy('start')}
          disabledBecause={acts.whyNot ?? (row.checkedAt === null ? 'Nothing was looked at yet.' : null)}
          onClick={() => (first ? onStart() : acts.act('start', { step: null, revision: row.revision }))}
        >
          <Icon of={Play} small />
          {first ? 'Run all…' : 'Go on'}
        </Button>
      )}
    </>
  )
}

interface GoingProps {
  going: NonNullable<InstallRow['going']>
  acts: Acts
  onStop: () => void
}

function Going({ going, acts, onStop }: GoingProps) {
  const { mode, pauseAfter, stopping } = going
  const whyNot = acts.whyNot ?? (stopping ? 'It is being stopped.' : null)
  return (
    <>
      {mode === 'all' && (
        <Button
          aria-pressed={pauseAfter}
          busy={acts.isBusy('pause')}
          disabledBecause={whyNot}
          onClick={() => acts.act('pause', { pause: !pauseAfter })}
        >
          {!acts.isBusy('pause') && <Icon of={pauseAfter ? Play : Pause} small />}
          {pauseAfter ? 'Pauses after this step' : 'Pause after this step'}
        </Button>
      )}
      <Button tone="danger" disabledBecause={whyNot} onClick={onStop}>
        Stop…
      </Button>
    </>
  )
}
