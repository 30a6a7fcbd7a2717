import { Status } from '../ui/status.tsx'
import type { Verdict } from './verdict.ts'

/** Every fact with what was found, what is needed, and what follows. */
export function VerdictTable({ verdicts }: { verdicts: Verdict[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls sideways needs the keyboard
    <section className="tw" aria-label="What Bindery found" tabIndex={0}>
      <table className="tbl">
        <caption className="vh">What Bindery found</caption>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">Found</th>
            <th scope="col" className="hide-s">
              Needed
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ fact, found, needed, kind, word }) => (
            <tr key={fact}>
              <th scope="row">{fact}</th>
              <td className="wrapc">{found}</td>
              <td className="dim hide-s">{needed}</td>
              <td>
                <Status kind={kind}>{word}</Status>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
