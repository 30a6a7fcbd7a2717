import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { Shape } from '../../ui/status.tsx'
import { judge, type Verdict } from '../verdict.ts'

/** What stands between this server and a BinderHub on it; nothing when all is fine. */
export function BeforeABinderHub({ server }: { server: ServerRow }) {
  const { facts, link, user } = server
  if (facts === null) return null
  const asks = judge(facts, user, link.state === 'online' ? link.rootBy : null).filter(
    ({ kind }) => kind === 'fail' || kind === 'warn',
  )
  if (asks.length === 0) return null
  return (
    <section className="sec" aria-labelledby="needs-you">
      <header>
        <h2 id="needs-you">Before a BinderHub fits</h2>
        <p>from the last look</p>
      </header>
      <ul className="asks">
        {asks.sort(worst).map((verdict) => (
          <li key={verdict.fact} className={verdict.kind}>
            <Shape kind={verdict.kind} />
            <div>
              <h3>{verdict.note?.lead ?? `${verdict.fact}: ${verdict.found}`}</h3>
              <p>
                {verdict.note ? verdict.note.text : `Needed: ${verdict.needed}.`}{' '}
                {verdict.note?.command && <code>{verdict.note.command}</code>}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function worst(a: Verdict, b: Verdict): number {
  return Number(b.kind === 'fail') - Number(a.kind === 'fail')
}
