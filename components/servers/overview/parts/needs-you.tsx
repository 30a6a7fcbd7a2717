'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ServerRow } from '../../../../lib/shared/server-row.ts'
import { useWhyNot } from '../../../frame/use-liveness.ts'
import { openText } from '../../../objects/open-object.ts'
import { Button } from '../../../ui/button.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Shape } from '../../../ui/status.tsx'
import type { Need, NeedWay } from '../needs/need.ts'

const StartRunDialog = dynamic(() =>
  import('../../../runs/start-run-dialog.tsx').then((module) => module.StartRunDialog),
)

/** More than these nobody takes in at once. */
const SHOWN = 6

/** What a person has to do, most urgent first, each with the way to its remedy. Nothing while there is nothing. */
export function NeedsYou({ server, needs }: { server: ServerRow; needs: readonly Need[] }) {
  const [all, setAll] = useState(false)
  if (needs.length === 0) return null
  const shown = all ? needs : needs.slice(0, SHOWN)
  return (
    <section className="sec" aria-labelledby="needs-you">
      <header>
        <h2 id="needs-you">Needs you</h2>
        <p>{needs.length === 1 ? '1' : `${needs.length}, most urgent first`}</p>
      </header>
      <ul className="asks">
        {shown.map((need) => (
          <li key={need.id} className={need.kind}>
            <Shape kind={need.kind} />
            <div>
              <h3>{need.title}</h3>
              <p>{need.text}</p>
              {need.evidence && <p className="machine-said">{need.evidence}</p>}
            </div>
            <div className="act">
              <Way server={server} way={need.way} />
            </div>
          </li>
        ))}
      </ul>
      {shown.length < needs.length && (
        <Button tone="quiet" small className="mt-2" onClick={() => setAll(true)}>
          Show {needs.length - shown.length} more
        </Button>
      )}
    </section>
  )
}

function Way({ server, way }: { server: ServerRow; way: NeedWay }) {
  const home = `/s/${server.id}`
  switch (way.to) {
    case 'page':
      return <LinkButton href={`${home}${way.path}`}>{way.label}</LinkButton>
    case 'object':
      return <LinkButton href={`${home}/workloads?open=${openText(way.object)}`}>{way.label}</LinkButton>
    case 'section':
      return <LinkButton href={`#${way.id}`}>{way.label}</LinkButton>
    case 'run':
      return <RunWay server={server} way={way} />
  }
}

function RunWay({ server, way }: { server: ServerRow; way: Extract<NeedWay, { to: 'run' }> }) {
  const [open, setOpen] = useState(false)
  const whyNot = useWhyNot(server)
  return (
    <>
      <Button disabledBecause={whyNot} onClick={() => setOpen(true)}>
        {way.label}
      </Button>
      {open && (
        <StartRunDialog
          serverId={server.id}
          serverName={server.name}
          initial={{ title: way.title, script: way.script }}
          draftOf={`${server.id} ${way.title}`}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
