'use client'

import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { get } from '../../lib/client/request.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import type { ReleaseDiff, ReleaseRevision } from '../../lib/shared/releases-api.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { ObjectChanges } from './object-changes.tsx'
import { ValueChanges } from './value-changes.tsx'

interface Pair {
  from: number
  to: number
}

interface CompareProps {
  serverId: string
  revisions: readonly ReleaseRevision[]
  pair: Pair
  onPair(pair: Pair): void
}

/** What changed between any two revisions: the values first, then what the chart made of them. */
export function Compare({ serverId, revisions, pair, onPair }: CompareProps) {
  const diff = useQuery({
    queryKey: ['release-diff', serverId, pair.from, pair.to],
    queryFn: ({ signal }) =>
      get<ReleaseDiff>(`/api/servers/${serverId}/releases/compare?from=${pair.from}&to=${pair.to}`, signal),
    retry: false,
    staleTime: 60_000,
  })
  return (
    <section className="release-compare" aria-label="What changed">
      <h2 className="h2">What changed</h2>
      <div className="revisions">
        <Choice
          label="From revision"
          value={pair.from}
          revisions={revisions}
          onChange={(from) => onPair({ ...pair, from })}
        />
        <Choice
          label="to revision"
          value={pair.to}
          revisions={revisions}
          onChange={(to) => onPair({ ...pair, to })}
        />
      </div>
      {diff.data ? (
        <Differences diff={diff.data} />
      ) : diff.error ? (
        <ProblemNote
          problem={toProblem(diff.error)}
          action={<Button onClick={() => void diff.refetch()}>Look again</Button>}
        />
      ) : (
        <SkeletonLines />
      )}
    </section>
  )
}

function Differences({ diff }: { diff: ReleaseDiff }) {
  const { from, to, values, restarts } = diff
  return (
    <>
      {from.chart !== to.chart && (
        <p>
          Chart <span className="mono">{from.chart}</span> to <span className="mono">{to.chart}</span>
        </p>
      )}
      <ValueChanges values={values} />
      <ObjectChanges diff={diff} />
      {restarts.length > 0 && (
        <>
          <h3 className="h3">Began anew with it</h3>
          <ul className="stack">
            {restarts.map(({ part, effect }) => (
              <li key={part}>{capital(effect)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

interface ChoiceProps {
  label: string
  value: number
  revisions: readonly ReleaseRevision[]
  onChange(revision: number): void
}

function Choice({ label, value, revisions, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <span className="row">
      <label htmlFor={id}>{label}</label>
      <select
        className="inp"
        id={id}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {revisions.map(({ revision }) => (
          <option key={revision}>{revision}</option>
        ))}
      </select>
    </span>
  )
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
