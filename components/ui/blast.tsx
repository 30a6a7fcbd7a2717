import { Fragment } from 'react'
import type { Blast } from '../../lib/shared/blast.ts'
import { blastParts } from './blast-parts.ts'

/** More commands than these scroll in a frame of their own: what they break must stay in sight. */
const SHOWN_COMMANDS = 10

/** The whole list for a confirmation, with the commands as they will run. */
export function BlastList({ blast }: { blast: Blast }) {
  const many = blast.runs.length > SHOWN_COMMANDS
  return (
    <>
      {blast.runs.length > 0 && (
        <div className="field">
          <span className="lbl">Runs</span>
          {/* A scrolling block needs the keyboard. */}
          <pre className={many ? 'cmds wraps many' : 'cmds wraps'} tabIndex={many ? 0 : undefined}>
            {blast.runs.join('\n')}
          </pre>
        </div>
      )}
      <dl className="facts">
        {blastParts(blast).map(([word, items]) => (
          <Fragment key={word}>
            <dt>{word}</dt>
            <dd>{items.length > 2 ? <Items items={items} /> : items.join(', ')}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  )
}

function Items({ items }: { items: readonly string[] }) {
  return (
    <ul className="stack">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}
