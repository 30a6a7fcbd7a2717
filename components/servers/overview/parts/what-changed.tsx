'use client'

import { useNow } from '../../../../lib/client/use-now.ts'
import { useRow } from '../../../../lib/client/use-table.ts'
import type { Change, ChangesRow } from '../../../../lib/shared/changes-row.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { Shape, statusClass } from '../../../ui/status.tsx'
import { TimeText } from '../../../ui/time-text.tsx'
import { changeWords } from '../change-words.ts'

interface WhatChangedProps {
  serverId: string
  /** As it was when the page was rendered. */
  initial: ChangesRow | undefined
}

/** What was done here and what happened by itself, newest first, on the thread. */
export function WhatChanged({ serverId, initial }: WhatChangedProps) {
  const { changes = [] } = useRow('changes', serverId, initial) ?? {}
  return (
    <section className="sec" aria-labelledby="changed">
      <header>
        <h2 id="changed">What changed</h2>
        <p>last 14 days</p>
        <Link className="end" href={`/s/${serverId}/runs`}>
          All runs
        </Link>
      </header>
      {changes.length === 0 ? (
        <Empty>Nothing. Runs, changes made here, restarts and reboots appear here.</Empty>
      ) : (
        <ol className="sewn changes">
          {changes.map((change) => (
            <OneChange key={keyOf(change)} serverId={serverId} change={change} />
          ))}
        </ol>
      )}
    </section>
  )
}

function OneChange({ serverId, change }: { serverId: string; change: Change }) {
  const now = useNow()
  const { kind, title, text, path } = changeWords(change, now)
  return (
    <li className={statusClass(kind)}>
      <span className="knot">
        <Shape kind={kind} />
      </span>
      {path === null ? <b>{title}</b> : <Link href={`/s/${serverId}${path}`}>{title}</Link>}
      <p>
        <TimeText>{text}</TimeText>
      </p>
    </li>
  )
}

function keyOf(change: Change): string {
  switch (change.is) {
    case 'run':
      return change.runId
    case 'runs':
      return change.lastId
    case 'action':
      return `${change.at} ${change.action} ${change.subject}`
    case 'revision':
      return `${change.release} ${change.revision}`
    case 'restarted':
    case 'outage':
      return `${change.is} ${change.at} ${change.part}`
    case 'rebooted':
    case 'began':
      return `${change.is} ${change.at}`
  }
}
