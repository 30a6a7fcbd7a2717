'use client'

import { useRow } from '../../lib/client/use-table.ts'
import type { Diagnosis, Remedy } from '../../lib/shared/diagnosis/diagnosis.ts'
import { type AskedChange, askForChange } from '../deleting/asked-change.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { stepPath } from '../install/step-path.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { buttonClass } from '../ui/button-class.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import { drawerTabs } from './drawer-tabs.ts'
import { OpenLink } from './open-link.tsx'

/** What is wrong, why, and what to do: our words, then the machine's, then the ways out. */
export function DiagnosisNote({ serverId, diagnosis }: { serverId: string; diagnosis: Diagnosis }) {
  const { kind, what, why, advice, evidence, at, remedies } = diagnosis
  const ways = remedies.filter(leadsSomewhere)
  return (
    <div className="diagnosis">
      <Note kind={kind}>
        <p>
          <b>
            {what}
            {at !== null && (
              <>
                , <Age at={at} />
              </>
            )}
            .
          </b>{' '}
          {why}
        </p>
        <p>{advice}</p>
        {evidence !== null && <p className="machine-said">{evidence}</p>}
        {ways.length > 0 && (
          <p className="row wrap">
            {ways.map((remedy) => (
              <Way key={remedy.label} serverId={serverId} remedy={remedy} />
            ))}
          </p>
        )}
      </Note>
    </div>
  )
}

function leadsSomewhere(remedy: Remedy): boolean {
  return (
    remedy.does !== 'open' || remedy.tab === undefined || drawerTabs.some(({ name }) => name === remedy.tab)
  )
}

/** One way out: a link, or the dialog that asks before it is done. */
function Way({ serverId, remedy }: { serverId: string; remedy: Remedy }) {
  switch (remedy.does) {
    case 'step':
      return <StepWay serverId={serverId} remedy={remedy} />
    case 'page':
      return (
        <LinkButton small href={`/s/${serverId}/${remedy.page}`}>
          {remedy.label}
        </LinkButton>
      )
    case 'open':
      return (
        <OpenLink object={remedy.object} tab={remedy.tab} className={buttonClass('plain', true, undefined)}>
          {remedy.label}
        </OpenLink>
      )
    case 'delete':
    case 'force-delete':
      return (
        <AskButton
          serverId={serverId}
          label={remedy.label}
          change={{
            what: 'delete',
            serverId,
            objects: [remedy.object],
            force: remedy.does === 'force-delete',
          }}
        />
      )
    case 'restart':
    case 'uncordon':
      return (
        <AskButton
          serverId={serverId}
          label={remedy.label}
          change={{ what: remedy.does, serverId, object: remedy.object }}
        />
      )
  }
}

/** Its page tells all of it; where the install has a plan, it can be run from here too. */
function StepWay({ serverId, remedy }: { serverId: string; remedy: Extract<Remedy, { does: 'step' }> }) {
  const install = useRow('installs', serverId)
  return (
    <>
      <LinkButton small href={stepPath(serverId, remedy.step)}>
        {remedy.label}
      </LinkButton>
      {install?.plan && (
        <AskButton
          serverId={serverId}
          label="Run it…"
          change={{ what: 'step', serverId, step: remedy.step }}
        />
      )}
    </>
  )
}

function AskButton({ serverId, label, change }: { serverId: string; label: string; change: AskedChange }) {
  const whyNot = useWhyNot(useServer(serverId))
  return (
    <Button small disabledBecause={whyNot} onClick={() => askForChange(change)}>
      {label}
    </Button>
  )
}
