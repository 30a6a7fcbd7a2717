'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatAge } from '../../lib/shared/format.ts'
import type { StopBlast, StoppedSession } from '../../lib/shared/sessions-api.ts'
import { ObjectName } from '../ui/object-name.tsx'
import { TimeText } from '../ui/time-text.tsx'

/** Who would be stopped, and who of the chosen stays. */
export function StopList({ goes, stays }: Pick<StopBlast, 'goes' | 'stays'>) {
  return (
    <section
      className="stoplist"
      aria-label="Sessions that are stopped"
      tabIndex={goes.length > 6 ? 0 : undefined}
    >
      <ul>
        {goes.map((session) => (
          <Line key={session.object.uid} session={session} />
        ))}
        {stays.map(({ object, why }) => (
          <li key={object.uid} className="stays">
            <ObjectName name={object.name} />
            <span className="dim">Stays. {why}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Line({ session: { object, repository, ref, startedAt, idleSince } }: { session: StoppedSession }) {
  const now = useNow()
  const age = `${formatAge(Math.max(0, now - startedAt))} old`
  const idle = idleSince === null ? 'idle time not known' : `idle ${formatAge(Math.max(0, now - idleSince))}`
  return (
    <li>
      <span>
        {repository === '' ? 'Repository not known' : repository}
        {ref !== '' && <span className="dim mono"> @{ref}</span>}
      </span>
      <span className="dim">
        <TimeText>{`${age}, ${idle}`}</TimeText>
      </span>
      <ObjectName name={object.name} />
    </li>
  )
}
