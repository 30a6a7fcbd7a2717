import { Fragment, type ReactNode } from 'react'
import type { GuardedBlast } from '../../lib/shared/deleting-api.ts'
import { Scroll } from '../ui/scroll.tsx'

/** What a change does, in the order in which a person asks: what breaks, what stays, what can be undone, what is sent. */
export function BlastDetails({ blast, children }: { blast: GuardedBlast; children?: ReactNode }) {
  const parts: [string, readonly string[]][] = [
    ['Breaks', blast.breaks],
    ['Restarts', blast.restarts],
    ['Keeps', blast.keeps],
    ['Undo', [blast.undo]],
  ]
  return (
    <>
      <p className="said">{blast.sentence}</p>
      <dl className="facts">
        {parts
          .filter(([, items]) => items.length > 0)
          .map(([word, items]) => (
            <Fragment key={word}>
              <dt>{word}</dt>
              <dd>
                <ul className="stack">
                  {items.map((item) => (
                    <li key={item}>{item}</li>
                  ))}
                </ul>
              </dd>
            </Fragment>
          ))}
      </dl>
      {children}
      {blast.runs.length > 0 && (
        <details>
          <summary>{blast.runs.length === 1 ? 'The call' : 'The calls'}, as sent to the cluster</summary>
          <Scroll as="pre" className="cmds wraps many">
            {blast.runs.join('\n')}
          </Scroll>
        </details>
      )}
    </>
  )
}
