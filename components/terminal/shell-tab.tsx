'use client'

import { useRef, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'
import { CloseTerminalDialog } from './close-terminal-dialog.tsx'
import { DebugDialog } from './debug-dialog.tsx'
import { RenameTerminalDialog } from './rename-terminal-dialog.tsx'
import { ShellPane } from './shell-pane.tsx'
import { sizeFor } from './shell-size.ts'
import { TerminalTabs, tabId } from './terminal-tabs.tsx'
import { isRunning } from './terminal-words.ts'
import { useKeptTerminals } from './use-kept-terminals.ts'
import { useOpenTerminal } from './use-open-terminal.ts'
import { useTerminals } from './use-terminals.ts'
import './terminal.css'

interface ShellTabProps {
  serverId: string
  object: ObjectRef
  pod: PodRow | null
}

type Asking = { what: 'rename' | 'close'; id: string } | { what: 'debug' } | null

/** Shells in one pod: one's own that are open, and the way to another. They stand on the Terminal page too. */
export function ShellTab({ serverId, object, pod }: ShellTabProps) {
  const whyNot = useWhyNot(useServer(serverId))
  const box = useRef<HTMLDivElement>(null)
  const [container, setContainer] = useState<string | null>(null)
  const [wanted, setWanted] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking>(null)
  const { own } = useTerminals(serverId)
  const opening = useOpenTerminal(serverId, setWanted)
  const closing = useRequest()
  const name = { namespace: object.namespace ?? '', pod: object.name, uid: object.uid }
  const containers = pod?.containers ?? []
  const rows = own.filter(({ place }) => place.on === 'pod' && place.uid === object.uid)
  const chosen = rows.find(({ id }) => id === wanted) ?? rows.at(-1)
  const target = container ?? containers[0] ?? null
  useKeptTerminals(rows)

  const open = () => opening.open({ on: 'pod', ...name, container: target, size: sizeFor(box.current) })
  const close = (row: TerminalRow) => {
    if (isRunning(row)) setAsking({ what: 'close', id: row.id })
    else void closing.run(() => post(`/api/terminals/${row.id}/close`))
  }
  const asked = asking && 'id' in asking ? rows.find(({ id }) => id === asking.id) : undefined
  const noShell = opening.problem?.code === 'no_shell' && target !== null

  return (
    <div className="podshells" ref={box}>
      <div className="opener">
        {containers.length > 1 && (
          <label className="row">
            Container
            <select
              className="inp"
              value={target ?? ''}
              onChange={(event) => {
                opening.clear()
                setContainer(event.target.value)
              }}
            >
              {containers.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
        <Button
          tone={rows.length === 0 ? 'primary' : 'plain'}
          small
          busy={opening.busy}
          disabledBecause={whyNot}
          onClick={open}
        >
          {rows.length === 0 ? 'Open a shell' : 'Open another shell'}
        </Button>
      </div>
      {opening.problem && <ProblemNote problem={opening.problem} />}
      {noShell && (
        <div className="opener">
          <Button small disabledBecause={whyNot} onClick={() => setAsking({ what: 'debug' })}>
            Add a debug container…
          </Button>
        </div>
      )}
      {closing.problem && <ProblemNote problem={closing.problem} />}
      {!chosen && !opening.problem && (
        <p className="said dim">
          bash, or sh, in {target ?? 'the pod'}. It goes on for 10 minutes after you leave it, and stands in
          the audit log.
        </p>
      )}
      {chosen && (
        <>
          <TerminalTabs
            rows={rows}
            chosen={chosen}
            busy={opening.busy}
            whyNot={whyNot}
            onChoose={setWanted}
            onOpen={open}
            onRename={({ id }) => setAsking({ what: 'rename', id })}
            onClose={close}
          />
          <div
            className="terminalpanel"
            role="tabpanel"
            id="terminal-panel"
            aria-labelledby={tabId(chosen.id)}
          >
            <ShellPane
              key={chosen.id}
              row={chosen}
              onLeave={() => document.getElementById(tabId(chosen.id))?.focus()}
              afterEnd={
                <Button small tone="quiet" onClick={() => close(chosen)}>
                  Close the tab
                </Button>
              }
            />
          </div>
        </>
      )}
      {asking?.what === 'debug' && target !== null && (
        <DebugDialog
          serverId={serverId}
          pod={name}
          container={target}
          whyNot={whyNot}
          onOpened={setWanted}
          onClose={() => {
            setAsking(null)
            opening.clear()
          }}
        />
      )}
      {asked && asking?.what === 'rename' && (
        <RenameTerminalDialog row={asked} onClose={() => setAsking(null)} />
      )}
      {asked && asking?.what === 'close' && (
        <CloseTerminalDialog row={asked} foreign={false} onClose={() => setAsking(null)} />
      )}
    </div>
  )
}
