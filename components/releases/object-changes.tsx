'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { counted } from '../../lib/shared/count-words.ts'
import type { ObjectChange, ReleaseDiff } from '../../lib/shared/releases-api.ts'

const TextDiff = dynamic(() => import('../editor/text-diff.tsx').then((file) => file.TextDiff), {
  ssr: false,
})

/** What the chart made of the values: the objects that differ, each to be opened, and how many differ in noise alone. */
export function ObjectChanges({ diff }: { diff: Pick<ReleaseDiff, 'objects' | 'folded'> }) {
  const { objects, folded } = diff
  return (
    <>
      <h3 className="h3">Objects</h3>
      {objects === null ? (
        <p className="dim">The objects of one of the two cannot be read.</p>
      ) : objects.length === 0 ? (
        <p className="dim">No object differs in more than checksums.</p>
      ) : (
        <ul>
          {objects.map((change) => (
            <li key={`${change.kind} ${change.name}`} className="object-change">
              <OneObject change={change} />
            </li>
          ))}
        </ul>
      )}
      {folded.length > 0 && (
        <details className="folded">
          <summary>
            {counted(folded.length, 'object differs', 'objects differ')} only in checksums, labels of the
            chart or generated secrets
          </summary>
          <p>{folded.join(', ')}</p>
        </details>
      )}
    </>
  )
}

function OneObject({ change: { kind, name, before, after } }: { change: ObjectChange }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {kind} <b className="mono">{name}</b>{' '}
        {before === null ? 'is new' : after === null ? 'is gone' : 'changed'}
      </summary>
      {open && <TextDiff label={`${kind} ${name}`} before={before ?? ''} after={after ?? ''} />}
    </details>
  )
}
