'use client'

import { ListChecks, Play } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { InstallRow } from '../../../lib/shared/install.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { useWhyNot } from '../../frame/use-liveness.ts'
import { installInvitation, installWord } from '../../install/install-word.ts'
import { OpenBinder } from '../../install/open-binder.tsx'
import { isComplete } from '../../install/progress.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { LookAgainButton } from '../look-again-button.tsx'

const StartRunDialog = dynamic(() =>
  import('../../runs/start-run-dialog.tsx').then((module) => module.StartRunDialog),
)

interface NextStepsProps {
  server: ServerRow
  install: InstallRow | undefined
  /** BinderHub is there: then only an install that goes, or stopped, is of interest. */
  works: boolean
}

/** What one most likely wants to do next on this server. */
export function NextSteps({ server, install, works }: NextStepsProps) {
  const [starting, setStarting] = useState(false)
  const whyNot = useWhyNot(server)
  const invited = server.facts !== null && (!works || installWord(install) !== null)
  const invitation = invited ? installInvitation(install) : null
  const complete = install !== undefined && install.going === null && isComplete(install)
  return (
    <div className="row wrap mt-5">
      {invitation !== null && (
        <LinkButton tone="primary" href={`/s/${server.id}/install`}>
          <Icon of={ListChecks} small />
          {invitation}
        </LinkButton>
      )}
      {(complete || works) && install !== undefined && <OpenBinder row={install} />}
      <Button
        tone={invitation === null && !works ? 'primary' : 'plain'}
        disabledBecause={whyNot}
        onClick={() => setStarting(true)}
      >
        <Icon of={Play} small />
        Run a script…
      </Button>
      <LookAgainButton server={server} />
      {starting && (
        <StartRunDialog serverId={server.id} serverName={server.name} onClose={() => setStarting(false)} />
      )}
    </div>
  )
}
