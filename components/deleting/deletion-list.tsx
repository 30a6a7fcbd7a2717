'use client'

import { useNow } from '../../lib/client/use-now.ts'
import type { DeletionObjectRow } from '../../lib/shared/deletion-row.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { Shape } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { askForChange } from './asked-change.ts'
import { deletionWord } from './deletion-word.ts'

/** Rows that are drawn: a person reads no more, and those in trouble come first. */
const SHOWN = 200

/** Each object of a deletion with how it stands, and what can be done where it does not go. */
export function DeletionList({
  serverId,
  objects,
}: {
  serverId: string
  objects: readonly DeletionObjectRow[]
}) {
  const now = useNow()
  const troubled = objects.filter(({ state }) => deletionWord(state, now).more !== null)
  const shown =
    objects.length <= SHOWN
      ? objects
      : [...troubled, ...objects.filter((one) => !troubled.includes(one))].slice(0, SHOWN)
  return (
    <>
      <Scroll as="ul" className="golist many progress" label="Each object">
        {shown.map((row) => {
          const { kind, word, more: why } = deletionWord(row.state, now)
          const more = [row.note, why].filter((text) => text !== null).join(' ')
          return (
            <li key={row.id}>
              <Shape kind={kind} />
              <span className="mono">{row.object.name}</span>
              <span className={`st ${kind === 'ok' || kind === 'skip' || kind === 'todo' ? 'dim' : kind}`}>
                <TimeText>{word}</TimeText>
              </span>
              {more !== '' && (
                <div className="more">
                  <p>{more}</p>
                  <Remedy serverId={serverId} row={row} />
                </div>
              )}
            </li>
          )
        })}
      </Scroll>
      {shown.length < objects.length && (
        <p className="hint">
          Showing {shown.length} of {objects.length.toLocaleString('en')}, those that need a look first.
        </p>
      )}
    </>
  )
}

function Remedy({ serverId, row: { state, object } }: { serverId: string; row: DeletionObjectRow }) {
  const whyNot = useWhyNot(useServer(serverId))
  if (state.is !== 'kept-up') return null
  const { holders, force } = state
  if (force)
    return (
      <Button
        small
        tone="danger"
        disabledBecause={whyNot}
        onClick={() => askForChange({ what: 'delete', serverId, objects: [object], force: true })}
      >
        Delete by force…
      </Button>
    )
  if (holders.length === 0) return null
  const [only] = holders
  return (
    <Button
      small
      disabledBecause={whyNot}
      onClick={() => askForChange({ what: 'delete', serverId, objects: holders, force: false })}
    >
      {holders.length === 1 && only ? `Stop ${only.name}…` : `Stop these ${holders.length} pods…`}
    </Button>
  )
}
