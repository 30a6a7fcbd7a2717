'use client'

import { Fragment } from 'react'
import { kindName } from '../../lib/shared/kind-name.ts'
import type { ObjectAnswer, RelatedObject, Relation } from '../../lib/shared/related-object.ts'
import { Status } from '../ui/status.tsx'
import { OpenLink } from './open-link.tsx'

/** More stand in the table of their kind. */
const SHOWN = 30

const words: { readonly [As in Relation]: string } = {
  about: 'About',
  'made by': 'Made by',
  'runs on': 'Runs on',
  'replica sets': 'Replica sets',
  pods: 'Pods',
  services: 'Services',
  claims: 'Claims',
  volume: 'Volume',
  class: 'Storage class',
  volumes: 'Volumes',
  'config maps': 'Config maps',
  secrets: 'Secrets',
}

/** What belongs to an object: links that open in the same drawer. */
export function RelatedList({ answer }: { answer: ObjectAnswer }) {
  const groups = new Map<Relation, RelatedObject[]>()
  for (const each of answer.related) groups.set(each.as, [...(groups.get(each.as) ?? []), each])
  if (groups.size === 0 && !answer.isPartial) return null
  return (
    <section>
      <h3 className="h3">Belongs together</h3>
      <dl className="facts">
        {[...groups].map(([as, all]) => (
          <Fragment key={as}>
            <dt>{words[as]}</dt>
            <dd>
              <ul>
                {all.slice(0, SHOWN).map((each) => (
                  <li key={`${each.object.kind} ${each.object.name}`} className="row wrap">
                    <OpenLink object={each.object} tab="summary" className="mono">
                      {each.object.name}
                    </OpenLink>
                    {as === 'made by' && <span className="dim">{kindName(each.object.kind)}</span>}
                    {each.isThere === false && <Status kind="warn">Not there</Status>}
                    {each.note !== '' && <span className="dim">{each.note}</span>}
                  </li>
                ))}
                {all.length > SHOWN && <li className="dim">and {all.length - SHOWN} more</li>}
              </ul>
            </dd>
          </Fragment>
        ))}
      </dl>
      {answer.isPartial && <p className="hint">Not everything that belongs to it could be listed here.</p>}
    </section>
  )
}
