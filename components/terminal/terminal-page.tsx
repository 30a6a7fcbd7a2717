'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { useNow } from '../../lib/client/use-now.ts'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { Page } from '../frame/page.tsx'
import { usePerson } from '../frame/person.tsx'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useRequest } from '../ui/use-request.ts'
import { CloseTerminalDialog } from './close-terminal-dialog.tsx'
import { OtherTerminals } from './other-terminals.tsx'
import { RenameTerminalDialog } from './rename-terminal-dialog.tsx'
import { ShellPane } from './shell-pane.tsx'
import { sizeFor } from './shell-size.ts'
import { readTerminal, terminalPath } from './terminal-path.ts'
import { TerminalTabs, tabId } from './terminal-tabs.tsx'
import { isRunning, keptWords } from './terminal-words.ts'
import { useKeptTerminals } from './use-kept-terminals.ts'
import { useOpenTerminal } from './use-open-terminal.ts'
import { useTerminals } from './use-terminals.ts'
import './terminal.css'

interface TerminalPageProps {
  serverId: string
  initialRows: readonly TerminalRow[]
}

type Asking = { what: 'rename' | 'close'; id: string } | null

/** Shells on a server and in its pods, in tabs. They go on when the page is left. */
export function TerminalPage({ serverId, initialRows }: TerminalPageProps) {
  const server = useServer(serverId)
  const whyNot = useWhyNot(server)
  const { role } = usePerson()
  const now = useNow()
  const box = useRef<HTMLDivElement>(null)
  const [asking, setAsking] = useState<Asking>(null)
  const { own, others, state } = useTerminals(serverId, initialRows)
  const wanted = readTerminal(usePathname())
  const choose = (id: string | null) => window.history.replaceState(null, '', terminalPath(serverId, id))
  const opening = useOpenTerminal(serverId, choose)
  const closing = useRequest()
  const chosen = own.find(({ id }) => id === wanted) ?? (wanted === null ? own[0] : undefined)
  // It was opened a moment ago and its row is under way; or its address is of a time before.
  const awaited = wanted !== null && !chosen
  useKeptTerminals(own)

  const open = () => opening.open({ on: 'server', size: sizeFor(box.current) })
  const close = (row: TerminalRow) => {
    if (isRunning(row)) setAsking({ what: 'close', id: row.id })
    else void closing.run(() => post(`/api/terminals/${row.id}/close`))
  }
  const asked = [...own, ...others].find(({ id }) => id === asking?.id)
  const problem = opening.problem ?? closing.problem

  // A closed tab leaves its neighbour.
  const gone = useGone(own, wanted, state === 'live')
  useEffect(() => {
    if (gone) window.history.replaceState(null, '', terminalPath(serverId, null))
  }, [gone, serverId])

  return (
    <Page
      title="Terminal"
      fill
      actions={chosen && <span className="dim hide-s">{keptWords(chosen, now)}</span>}
    >
      <div className="terminals" ref={box}>
        {own.length > 0 && (
          <TerminalTabs
            rows={own}
            chosen={chosen}
            busy={opening.busy}
            whyNot={whyNot}
            onChoose={choose}
            onOpen={open}
            onRename={({ id }) => setAsking({ what: 'rename', id })}
            onClose={close}
          />
        )}
        {problem && <ProblemNote problem={problem} />}
        <div
          className="terminalpanel"
          {...(chosen ? { role: 'tabpanel', id: 'terminal-panel', 'aria-labelledby': tabId(chosen.id) } : {})}
        >
          {chosen && (
            <ShellPane
              key={chosen.id}
              row={chosen}
              onLeave={() => document.getElementById(tabId(chosen.id))?.focus()}
              afterEnd={
                <>
                  {chosen.place.on === 'server' && (
                    <Button small busy={opening.busy} disabledBecause={whyNot} onClick={open}>
                      Open another
                    </Button>
                  )}
                  <Button small tone="quiet" onClick={() => close(chosen)}>
                    Close the tab
                  </Button>
                </>
              }
            />
          )}
          {!chosen && awaited && state !== 'live' && <SkeletonLines />}
          {!chosen && !(awaited && state !== 'live') && (
            <Empty
              action={
                <Button tone="primary" busy={opening.busy} disabledBecause={whyNot} onClick={open}>
                  Open a shell
                </Button>
              }
            >
              {role === 'viewer'
                ? 'Only administrators open shells.'
                : `No shell is open. A new one signs in as ${server?.user ?? 'the sign-in user'}, goes on for 30 minutes after you leave it, and stands in the audit log.`}
            </Empty>
          )}
        </div>
        <OtherTerminals rows={others} onEnd={({ id }) => setAsking({ what: 'close', id })} />
      </div>
      {asked && asking?.what === 'rename' && (
        <RenameTerminalDialog row={asked} onClose={() => setAsking(null)} />
      )}
      {asked && asking?.what === 'close' && (
        <CloseTerminalDialog row={asked} foreign={others.includes(asked)} onClose={() => setAsking(null)} />
      )}
    </Page>
  )
}

/** True once a terminal that was shown here is no more. */
function useGone(own: readonly TerminalRow[], wanted: string | null, known: boolean): boolean {
  const seen = useRef<string | null>(null)
  const isHere = own.some(({ id }) => id === wanted)
  useEffect(() => {
    if (isHere) seen.current = wanted
  }, [isHere, wanted])
  return known && wanted !== null && !isHere && seen.current === wanted
}
