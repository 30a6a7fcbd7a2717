'use client'

import { BarePage } from '../../components/frame/bare-page.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Empty } from '../../components/ui/empty.tsx'

/** A page that broke; the frame around it still works, and so does everything on the servers. */
export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <BarePage>
      <div role="alert">
        <h1 className="truth">Bindery made a mistake on this page.</h1>
        <Empty action={<Button onClick={retry}>Try again</Button>}>
          Nothing on your servers is touched by it, and what runs there goes on. Bindery's own log, where it
          was started, says more.
        </Empty>
      </div>
    </BarePage>
  )
}
