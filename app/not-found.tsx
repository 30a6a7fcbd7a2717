import { HomeLink } from '../components/frame/home-link.tsx'
import { Empty } from '../components/ui/empty.tsx'
import { LinkButton } from '../components/ui/link-button.tsx'

/** An address outside the console's frame; also for people who are not signed in. */
export default function NotFound() {
  return (
    <div className="app solo">
      <div className="spine" aria-hidden="true" />
      <div className="main">
        <header className="bar">
          <HomeLink />
        </header>
        <main className="page">
          <div className="measure">
            <h1 className="truth">There is nothing at this address.</h1>
            <Empty action={<LinkButton href="/servers">All servers</LinkButton>}>
              What was here may have been forgotten, or the address is mistyped.
            </Empty>
          </div>
        </main>
      </div>
    </div>
  )
}
