import { BarePage } from '../../components/frame/bare-page.tsx'
import { Empty } from '../../components/ui/empty.tsx'
import { LinkButton } from '../../components/ui/link-button.tsx'

/** An address that leads nowhere, for somebody who is signed in. */
export default function NotFound() {
  return (
    <BarePage>
      <h1 className="truth">There is nothing at this address.</h1>
      <Empty action={<LinkButton href="/servers">All servers</LinkButton>}>
        What was here may have been forgotten, or the address is mistyped.
      </Empty>
    </BarePage>
  )
}
