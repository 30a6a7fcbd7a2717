'use client'

import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { KeySize } from '../../lib/shared/config-rows.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import type { RevealedValue } from '../../lib/shared/reveal-api.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'
import type { ObjectTabProps } from './drawer-tabs.ts'

/** A value of more characters may scroll in its frame, which the keyboard has to reach. */
const LONG = 400

/** What values a secret or a config map has. What one says is shown to an administrator who asks, and that is written down. */
export function ValuesTab({ serverId, object }: ObjectTabProps) {
  const { byKey } = useClusterTable(serverId, object.kind === 'Secret' ? 'secrets' : 'configMaps')
  const row = byKey.get(object.uid)
  if (!row) return null
  const unnamed = row.keyCount - row.keys.length
  return (
    <div className="tabbody">
      <p className="hint">
        {row.keyCount === 0
          ? 'It has no values.'
          : 'Values stay hidden until an administrator reveals one. Who revealed which is written down.'}
      </p>
      <ul className="values">
        {row.keys.map((value) => (
          <Value key={value.name} serverId={serverId} object={object} value={value} />
        ))}
      </ul>
      {unnamed > 0 && <p className="hint">And {unnamed} more, which are not listed.</p>}
    </div>
  )
}

interface ValueProps extends Pick<ObjectTabProps, 'serverId' | 'object'> {
  value: KeySize
}

function Value({ serverId, object, value: { name, bytes } }: ValueProps) {
  const whyNot = useWhyNot(useServer(serverId))
  const request = useRequest()
  const [revealed, setRevealed] = useState<RevealedValue | null>(null)

  function reveal(): void {
    void request.run(
      () => post<RevealedValue>(`/api/servers/${serverId}/secrets/reveal`, { object, key: name }),
      setRevealed,
    )
  }

  return (
    <li>
      <div className="row">
        <span className="mono ell">{name}</span>
        <span className="dim nw">{formatBytes(bytes)}</span>
        <span className="grow" />
        {revealed === null ? (
          <Button
            small
            busy={request.busy}
            disabledBecause={whyNot}
            aria-label={`Reveal ${name}`}
            onClick={reveal}
          >
            Reveal
          </Button>
        ) : (
          <>
            <CopyButton text={revealed.text} />
            <Button small aria-label={`Hide ${name}`} onClick={() => setRevealed(null)}>
              Hide
            </Button>
          </>
        )}
      </div>
      {request.problem && <ProblemNote problem={request.problem} />}
      {revealed?.encoding === 'base64' && <p className="hint">It is no text: this is its base64.</p>}
      {revealed && (
        <pre className="cmds wraps many" tabIndex={revealed.text.length > LONG ? 0 : undefined}>
          {revealed.text}
        </pre>
      )}
    </li>
  )
}
