'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { LinkNote } from '../../frame/link-banner.tsx'
import { TryNowButton } from '../../frame/try-now-button.tsx'
import { Note } from '../../ui/note.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { PublicKeyLine } from '../public-key-line.tsx'
import { Stages } from '../stages.tsx'
import { refusalWords } from '../stops-at-root.ts'
import { connectStages, waitsForKey } from './connect-stages.ts'

// Rarely needed: fetched when opened, not with the page.
const PromptDialog = dynamic(() => import('../prompt-dialog.tsx').then((module) => module.PromptDialog))

/** Bindery signs in for the first time; whatever it needs from a person is asked here. */
export function ConnectingStep({ server }: { server: ServerRow | undefined }) {
  const [putOff, setPutOff] = useState<string | null>(null)
  if (server === undefined) return <SkeletonLines />
  const { link } = server
  const prompt = link.state === 'connecting' ? link.prompt : undefined
  const keyIsMissing = waitsForKey(server)

  return (
    <div className="stack max-w-[620px] gap-4">
      <h2 className="say">{keyIsMissing ? `Let Bindery's key in` : heading(server)}</h2>
      {keyIsMissing && server.publicKey !== null ? (
        <>
          <PublicKeyLine user={server.user} publicKey={server.publicKey} />
          <Note kind="wait" actions={<TryNowButton server={server} label="I ran it, connect" />}>
            <p>
              <b>{server.name} does not know this key yet.</b> Bindery made it for this server alone. Nothing
              but this one line is needed to let it in, and nothing but removing it to shut it out.
            </p>
          </Note>
        </>
      ) : (
        <LinkNote server={server} />
      )}
      <Stages stages={connectStages(server)} />
      <p className="hint">
        {server.name} is in your list of servers now: you may leave this page and come back to it.
      </p>
      {prompt && prompt.id !== putOff && (
        <PromptDialog key={prompt.id} server={server} prompt={prompt} onClose={() => setPutOff(prompt.id)} />
      )}
    </div>
  )
}

function heading({ link, name }: ServerRow): string {
  switch (link.state) {
    case 'online':
      return `Looking around on ${name}`
    case 'refused':
      return `${name} ${refusalWords(link.problem)}`
    case 'reconnecting':
      return `${name} does not answer`
    case 'connecting':
    case 'offline':
      return `Connecting to ${name}`
  }
}
