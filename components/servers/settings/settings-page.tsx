'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useNow } from '../../../lib/client/use-now.ts'
import { formatTime } from '../../../lib/shared/format.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { Page } from '../../frame/page.tsx'
import { useServer } from '../../frame/servers.tsx'
import { useWhyNot } from '../../frame/use-liveness.ts'
import { Button } from '../../ui/button.tsx'
import { SetRow } from '../../ui/set-row.tsx'
import { TimeText } from '../../ui/time-text.tsx'
import { shortFingerprint } from '../host-key-words.ts'
import { ForgottenServer } from '../overview/forgotten-server.tsx'
import { ConnectionTest } from './connection-test.tsx'
import { rootByWords, secretsWords, signInWords } from './settings-words.ts'

// Each is fetched when opened, not with the page.
const ChangeAddressDialog = dynamic(() =>
  import('./change-address-dialog.tsx').then((module) => module.ChangeAddressDialog),
)
const ChangeRootDialog = dynamic(() =>
  import('./change-root-dialog.tsx').then((module) => module.ChangeRootDialog),
)
const ChangeSignInDialog = dynamic(() =>
  import('./change-sign-in-dialog.tsx').then((module) => module.ChangeSignInDialog),
)
const ForgetDialog = dynamic(() => import('./forget-dialog.tsx').then((module) => module.ForgetDialog))
const HostKeyDialog = dynamic(() => import('./host-key-dialog.tsx').then((module) => module.HostKeyDialog))
const NewKeyDialog = dynamic(() => import('./new-key-dialog.tsx').then((module) => module.NewKeyDialog))
const RenameDialog = dynamic(() => import('./rename-dialog.tsx').then((module) => module.RenameDialog))

type Open = 'name' | 'address' | 'host-key' | 'sign-in' | 'new-key' | 'root' | 'forget'

/** How Bindery reaches a server, row by row, each with the way to change it. */
export function SettingsPage({ serverId }: { serverId: string }) {
  const server = useServer(serverId)
  const [open, setOpen] = useState<Open | null>(null)
  if (server === undefined) return <ForgottenServer />
  return (
    <Page title="Settings" narrow>
      <Connection server={server} onOpen={setOpen} />
      <ConnectionTest server={server} />
      <End onOpen={setOpen} />
      <OpenDialog open={open} server={server} onClose={() => setOpen(null)} />
    </Page>
  )
}

function Connection({ server, onOpen }: { server: ServerRow; onOpen: (open: Open) => void }) {
  const now = useNow()
  const whyNot = useWhyNot()
  const whyNotOnline = useWhyNot(server)
  const { sessions, hostKey } = server
  return (
    <section aria-labelledby="connection">
      <header className="sh-row">
        <h2 className="h2" id="connection">
          Connection
        </h2>
      </header>
      <ul className="set">
        <SetRow
          name="Name"
          about="what it is called in Bindery; nothing on the server knows it"
          value={<span className="ell">{server.name}</span>}
        >
          <Button small disabledBecause={whyNot} onClick={() => onOpen('name')}>
            Rename…
          </Button>
        </SetRow>
        <SetRow
          name="Address"
          about={
            <>
              one SSH connection; it carries up to {sessions.budget} commands at once, now {sessions.inUse}
              {sessions.waiting > 0 && `, and ${sessions.waiting} wait`}
            </>
          }
          value={
            <span>
              <code>
                {server.user}@{server.host}:{server.port}
              </code>
              {server.jump && ` through ${server.jump.name}`}
            </span>
          }
        >
          <Button small disabledBecause={whyNot} onClick={() => onOpen('address')}>
            Change…
          </Button>
        </SetRow>
        <SetRow
          name="Host key"
          about={
            <>
              confirmed by {hostKey.confirmedBy},{' '}
              <TimeText>{`${formatTime(hostKey.confirmedAt, now)}; `}</TimeText>if it changes, Bindery stops
              and asks you
            </>
          }
          value={<code>{shortFingerprint(hostKey.sha256)}</code>}
        >
          <Button small onClick={() => onOpen('host-key')}>
            Show
          </Button>
        </SetRow>
        <SetRow
          name="Signs in with"
          about={secretsWords(server)}
          value={<span>{signInWords[server.signIn]}</span>}
        >
          <Button small disabledBecause={whyNotOnline} onClick={() => onOpen('new-key')}>
            New key…
          </Button>
          <Button small disabledBecause={whyNot} onClick={() => onOpen('sign-in')}>
            Change…
          </Button>
        </SetRow>
        <SetRow
          name="Becomes root by"
          about="Kubernetes on the server can only be run by root"
          value={<span>{rootByWords(server)}</span>}
        >
          <Button small disabledBecause={whyNot} onClick={() => onOpen('root')}>
            Change…
          </Button>
        </SetRow>
      </ul>
    </section>
  )
}

function End({ onOpen }: { onOpen: (open: Open) => void }) {
  const whyNot = useWhyNot()
  return (
    <section className="sec" aria-labelledby="end">
      <header>
        <h2 id="end">End</h2>
      </header>
      <ul className="set">
        <SetRow
          name="Forget this server"
          about="Bindery removes what it knows; nothing on the server changes"
          value={<span>the server keeps running</span>}
        >
          <Button small tone="danger" disabledBecause={whyNot} onClick={() => onOpen('forget')}>
            Forget…
          </Button>
        </SetRow>
      </ul>
    </section>
  )
}

function OpenDialog({
  open,
  server,
  onClose,
}: {
  open: Open | null
  server: ServerRow
  onClose: () => void
}) {
  switch (open) {
    case null:
      return null
    case 'name':
      return <RenameDialog server={server} onClose={onClose} />
    case 'address':
      return <ChangeAddressDialog server={server} onClose={onClose} />
    case 'host-key':
      return <HostKeyDialog server={server} onClose={onClose} />
    case 'sign-in':
      return <ChangeSignInDialog server={server} onClose={onClose} />
    case 'new-key':
      return <NewKeyDialog server={server} onClose={onClose} />
    case 'root':
      return <ChangeRootDialog server={server} onClose={onClose} />
    case 'forget':
      return <ForgetDialog server={server} onClose={onClose} />
  }
}
