'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatTime } from '../../lib/shared/format.ts'
import type { ReleaseRevision } from '../../lib/shared/releases-api.ts'
import { usePerson } from '../frame/person.tsx'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Link } from '../ui/link.tsx'
import { Shape, Status, statusClass } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { revisionWords } from './revision-words.ts'

interface RevisionItemProps {
  serverId: string
  revision: ReleaseRevision
  newest: boolean
  /** The number of the one before it; null where that is not kept. */
  before: number | null
  /** What changed with it stands beside the list now. */
  compared: boolean
  onCompare(from: number): void
  onRollBack(): void
  onValues(): void
}

/** One revision: how it is, what it was about, whose it is, and what can be done with it. */
export function RevisionItem(props: RevisionItemProps) {
  const { serverId, revision, newest, before, compared, onCompare, onRollBack, onValues } = props
  const { role } = usePerson()
  const whyNot = useWhyNot(useServer(serverId))
  const now = useNow()
  const { kind, word, title, facts } = revisionWords(revision, newest)
  const { run, at, status } = revision
  const mayReturn =
    !(newest && status === 'deployed') && ['deployed', 'superseded', 'failed'].includes(status)
  return (
    <li className={statusClass(kind)} data-revision={revision.revision}>
      <span className="knot">
        <Shape kind={kind} />
      </span>
      <div className="head">
        <h2>Revision {revision.revision}</h2>
        <Status kind={kind} shapeless title={status}>
          {word}
        </Status>
        <span className="grow" />
        <span className="meta">
          {run === null ? 'By hand' : run.by},{' '}
          <time dateTime={new Date(at).toISOString()}>
            <TimeText>{formatTime(at, now)}</TimeText>
          </time>
        </span>
      </div>
      <p className="title">{title}</p>
      <p className="mono facts-line">{facts}</p>
      {role === 'administrator' && (
        <div className="acts">
          {before !== null && !compared && (
            <Button small onClick={() => onCompare(before)}>
              Compare with {before}
            </Button>
          )}
          {mayReturn && (
            <Button small disabledBecause={whyNot} onClick={onRollBack}>
              Go back to {revision.revision}…
            </Button>
          )}
          <Button small tone="quiet" onClick={onValues}>
            Its binder.yaml
          </Button>
          {run !== null && <Link href={`/s/${serverId}/runs/${run.id}`}>Its run</Link>}
        </div>
      )}
    </li>
  )
}
