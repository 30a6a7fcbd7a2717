'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import { useRow } from '../../lib/client/use-table.ts'
import { usePerson } from '../frame/person.tsx'
import { useServer } from '../frame/servers.tsx'
import { useOutOfReach } from '../frame/use-liveness.ts'
import { stepPath } from '../install/step-path.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { isOfMeasuring, usageTruth } from './usage-truth.ts'

const EnableDialog = dynamic(() => import('./enable-dialog.tsx').then((file) => file.EnableDialog))

interface MeasuringNoteProps {
  serverId: string
  /** `podUsage` or `nodeUsage`. */
  usage: ClusterTable<unknown>
}

/** Why nothing is known of what pods and nodes use, or how old it is; nothing while it is as it should be. */
export function MeasuringNote({ serverId, usage }: MeasuringNoteProps) {
  const truth = usageTruth(usage)
  switch (truth.is) {
    case 'measured':
    case 'reading':
      return null
    case 'absent':
      return <Absent serverId={serverId} />
    case 'away':
      return isOfMeasuring(truth.problem) ? (
        <p className="measuring" role="status">
          {truth.problem.message} {truth.problem.hint}
          <StepLink serverId={serverId} />
        </p>
      ) : null
    case 'old':
      return truth.problem && isOfMeasuring(truth.problem) ? (
        <p className="measuring" role="status">
          <span>
            What is used is as of <Age at={truth.since} />. {truth.problem.message}
          </span>
          <StepLink serverId={serverId} />
        </p>
      ) : null
  }
}

function StepLink({ serverId }: { serverId: string }) {
  return (
    <LinkButton small href={stepPath(serverId, 'metrics-server')}>
      Open its step
    </LinkButton>
  )
}

/** Nobody measures: who may switch it on can do so here, as the step of the install that it is. */
function Absent({ serverId }: { serverId: string }) {
  const server = useServer(serverId)
  const { role } = usePerson()
  const outOfReach = useOutOfReach(server)
  const install = useRow('installs', serverId)
  const [isAsked, setIsAsked] = useState(false)
  if (install?.going?.current === 'metrics-server')
    return (
      <p className="measuring" role="status">
        metrics-server is being switched on. Its first figures take about a minute.
        <StepLink serverId={serverId} />
      </p>
    )
  return (
    <p className="measuring">
      What pods and nodes use is not measured: metrics-server is off.
      {role === 'administrator' && install !== undefined && install.plan === null && (
        <LinkButton small href={stepPath(serverId, null)}>
          Answer the plan first
        </LinkButton>
      )}
      {role === 'administrator' && install?.plan && (
        <Button
          small
          disabledBecause={
            outOfReach ?? (install.going === null ? null : 'The install goes already: one thing at a time.')
          }
          onClick={() => setIsAsked(true)}
        >
          Switch it on…
        </Button>
      )}
      {isAsked && install?.plan && (
        <EnableDialog
          serverId={serverId}
          plan={install.plan}
          revision={install.revision}
          onClose={() => setIsAsked(false)}
        />
      )}
    </p>
  )
}
