'use client'

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useSocket } from '../../lib/client/use-socket.ts'
import { useRow } from '../../lib/client/use-table.ts'
import { type RunRow, runHasEnded } from '../../lib/shared/run-row.ts'
import { AnswersProvider } from '../account/answers-provider.tsx'
import { Page } from '../frame/page.tsx'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Transcript } from '../transcript/transcript.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { CancelRunDialog } from './cancel-run-dialog.tsx'
import { RunBadge } from './run-badge.tsx'
import { RunFacts } from './run-facts.tsx'
import { runSentence } from './run-sentence.ts'
import { RunStands } from './run-stands.tsx'
import { StartRunDialog } from './start-run-dialog.tsx'
import { useScript } from './use-script.ts'
import { WhoseRun } from './whose-run.tsx'
import './runs.css'

/** One run: how it stands, what it does and did, and every byte it printed. */
export function RunPage({ initial }: { initial: RunRow }) {
  return (
    <AnswersProvider>
      <OneRun initial={initial} />
    </AnswersProvider>
  )
}

function OneRun({ initial }: { initial: RunRow }) {
  const run = useRow('runs', initial.id, initial) ?? initial
  const server = useServer(run.serverId)
  const whyNot = useWhyNot(server)
  const { state: socket } = useSocket()
  const connected = server?.link.state === 'online' && socket !== 'lost'
  const script = useScript(run.id)
  const [dialog, setDialog] = useState<'cancel' | 'again' | null>(null)
  const close = () => setDialog(null)

  return (
    <Page title={run.title} fill>
      <div className="runhead">
        <p className="say">{runSentence(run, connected)}</p>
        <RunBadge run={run} />
        {runHasEnded(run.status) ? (
          <Button
            disabledBecause={whyNot ?? (script.data === undefined ? 'The script is not here yet.' : null)}
            onClick={() => setDialog('again')}
          >
            <Icon of={RotateCcw} small />
            Run again…
          </Button>
        ) : (
          <Button
            tone="danger"
            disabledBecause={run.status.state === 'cancelling' ? 'It is being stopped.' : whyNot}
            onClick={() => setDialog('cancel')}
          >
            Cancel…
          </Button>
        )}
      </div>
      <RunFacts run={run} script={script} />
      <Transcript run={run} stands={<RunStands run={run} connected={connected} />}>
        <WhoseRun run={run} connected={connected} />
      </Transcript>
      {dialog === 'cancel' && <CancelRunDialog run={run} onClose={close} />}
      {dialog === 'again' && script.data !== undefined && (
        <StartRunDialog
          serverId={run.serverId}
          serverName={run.serverName}
          initial={{ title: run.title, script: script.data }}
          draftOf={run.id}
          onClose={close}
        />
      )}
    </Page>
  )
}
