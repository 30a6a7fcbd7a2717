import { Fragment } from 'react'
import type { Blast } from '../../lib/shared/blast.ts'

/** The whole list for a confirmation, with the commands as they will run. */
export function BlastList({ blast }: { blast: Blast }) {
  return (
    <>
      {blast.runs.length > 0 && (
        <div className="field">
          <span className="lbl">Runs</span>
          <pre className="cmds wraps">{blast.runs.join('\n')}</pre>
        </div>
      )}
      <dl className="facts">
        {parts(blast).map(([word, items]) => (
          <Fragment key={word}>
            <dt>{word}</dt>
            <dd>{items.join(', ')}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  )
}

function parts(blast: Blast): [string, string[]][] {
  const all: [string, string[]][] = [
    ['Restarts', blast.restarts],
    ['Breaks', blast.breaks],
    ['Keeps', blast.keeps],
    ['Undo', blast.undo ? [blast.undo] : []],
  ]
  return all.filter(([, items]) => items.length > 0)
}
