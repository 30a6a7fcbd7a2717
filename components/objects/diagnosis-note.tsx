'use client'

import type { Diagnosis, Remedy } from '../../lib/shared/diagnosis/diagnosis.ts'
import { Age } from '../ui/age.tsx'
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
  if (remedy.does === 'open')
    return remedy.tab === undefined || drawerTabs.some(({ name }) => name === remedy.tab)
  return remedy.does === 'step'
}

/** What is deleted, restarted or opened again for pods stands in the drawer's foot already. */
function Way({ serverId, remedy }: { serverId: string; remedy: Remedy }) {
  switch (remedy.does) {
    case 'step':
      return (
        <LinkButton small href={`/s/${serverId}/install/${remedy.step}`}>
          {remedy.label}
        </LinkButton>
      )
    case 'open':
      return (
        <OpenLink object={remedy.object} tab={remedy.tab} className={buttonClass('plain', true, undefined)}>
          {remedy.label}
        </OpenLink>
      )
    default:
      return null
  }
}
