'use client'

import { Page } from '../../frame/page.tsx'
import { Empty } from '../../ui/empty.tsx'
import { LinkButton } from '../../ui/link-button.tsx'

/** Somebody forgot the server while this page was open. */
export function ForgottenServer() {
  return (
    <Page title="Forgotten">
      <p className="truth">Bindery does not know this server any more.</p>
      <Empty action={<LinkButton href="/servers">All servers</LinkButton>}>
        Somebody forgot it while this page was open. On the server itself nothing has changed.
      </Empty>
    </Page>
  )
}
