'use client'

import { Status } from '../ui/status.tsx'
import { type Column, compareText } from './column.ts'
import { badnessOf, type Standing } from './standing.ts'

/** How an object is, the worst first. */
export function standingColumn<Row>(standingOf: (row: Row) => Standing, width = '150px'): Column<Row> {
  return {
    id: 'status',
    label: 'Status',
    text: (row) => standingOf(row).word,
    cell: (row) => <StandingStatus standing={standingOf(row)} />,
    compare(a, b) {
      const [left, right] = [standingOf(a), standingOf(b)]
      return badnessOf(left.kind) - badnessOf(right.kind) || compareText(left.word, right.word)
    },
    falls: true,
    width,
    place: 'status',
  }
}

export function StandingStatus({ standing: { kind, word, said } }: { standing: Standing }) {
  return (
    <Status kind={kind} {...(said === '' ? {} : { title: said })}>
      {word}
    </Status>
  )
}
