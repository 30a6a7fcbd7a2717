'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Problem } from '../../lib/shared/problem.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { PublicKeyLine } from '../servers/public-key-line.tsx'
import { refusalRemedy } from '../servers/refusal-remedy.ts'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { TryNowButton } from './try-now-button.tsx'
import { useWhyNot } from './use-liveness.ts'

// Rarely needed: fetched when opened, not with the page.
const ReplaceHostKeyDialog = dynamic(() =>
  import('../servers/replace-host-key-dialog.tsx').then((module) => module.ReplaceHostKeyDialog),
)
const SecretDialog = dynamic(() =>
  import('../servers/secret-dialog.tsx').then((module) => module.SecretDialog),
)

/** The server did not let Bindery in, and trying again alone would not help. One remedy for each reason. */
export function RefusedNote({ server, problem }: { server: ServerRow; problem: Problem }) {
  const [dialog, setDialog] = useState<'secret' | 'host-key' | null>(null)
  const whyNot = useWhyNot()
  const remedy = refusalRemedy(server, problem)
  return (
    <div className="stack">
      <ProblemNote
        problem={problem}
        action={
          <>
            {remedy === 'secret' && (
              <Button small disabledBecause={whyNot} onClick={() => setDialog('secret')}>
                {problem.code === 'secret_needed' ? 'Type it…' : 'Type it again…'}
              </Button>
            )}
            {remedy === 'host-key' && (
              <Button small disabledBecause={whyNot} onClick={() => setDialog('host-key')}>
                Compare the keys…
              </Button>
            )}
            {remedy === 'settings' && (
              <LinkButton small href={`/s/${server.id}/settings`}>
                Settings
              </LinkButton>
            )}
            {remedy !== 'host-key' && <TryNowButton server={server} label="Try again" />}
          </>
        }
      />
      {remedy === 'install-key' && server.publicKey !== null && (
        <PublicKeyLine user={server.user} publicKey={server.publicKey} />
      )}
      {dialog === 'secret' && (
        <SecretDialog server={server} problem={problem} onClose={() => setDialog(null)} />
      )}
      {dialog === 'host-key' && <ReplaceHostKeyDialog server={server} onClose={() => setDialog(null)} />}
    </div>
  )
}
