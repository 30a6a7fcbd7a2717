import type { Verdict } from '../../lib/shared/rehearsal.ts'
import { Note } from '../ui/note.tsx'

const kinds = { refused: 'fail', careful: 'warn', well: 'ok' } as const
const facts = {
  refused: 'It would not go through.',
  careful: 'It would go through, with something to know first.',
  well: 'It would go through.',
} as const

/** The one verdict of a rehearsal, with what it rests on. */
export function VerdictNote({ verdict: { is, why } }: { verdict: Verdict }) {
  return (
    <Note kind={kinds[is]} role="status">
      <b>{facts[is]}</b> {why.length > 0 ? why.join(' ') : 'Nobody is disturbed, and nothing is in its way.'}
    </Note>
  )
}
