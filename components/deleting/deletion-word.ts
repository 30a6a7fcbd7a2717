import { counted } from '../../lib/shared/count-words.ts'
import type { DeletionRow, DeletionState } from '../../lib/shared/deletion-row.ts'
import { formatDuration } from '../../lib/shared/format.ts'
import type { StatusKind } from '../ui/status.tsx'

export interface DeletionWord {
  kind: StatusKind
  word: string
  /** Why, and what to do; null where the word is all. */
  more: string | null
}

/** How one object of a deletion stands. `now`: milliseconds since the epoch. */
export function deletionWord(state: DeletionState, now: number): DeletionWord {
  switch (state.is) {
    case 'waiting':
      return { kind: 'todo', word: 'Waits its turn', more: null }
    case 'asking':
      return { kind: 'work', word: 'Asking for it', more: null }
    case 'held-back':
      return { kind: 'wait', word: 'Held back by a budget', more: state.why }
    case 'ending': {
      const left = state.until === null ? 0 : state.until - now
      return {
        kind: 'work',
        word: left >= 1_000 ? `Ending, ${formatDuration(left)} at most` : 'Ending',
        more: null,
      }
    }
    case 'kept-up':
      return { kind: 'warn', word: state.force ? 'Does not end' : 'Still there', more: state.why }
    case 'gone':
      return { kind: 'ok', word: 'Gone', more: null }
    case 'gone-before':
      return { kind: 'skip', word: 'Was gone already', more: null }
    case 'replaced':
      return {
        kind: 'skip',
        word: 'Already replaced, left alone',
        more: 'Another of its name was born meanwhile.',
      }
    case 'refused':
      return { kind: 'fail', word: 'Refused', more: said(state.problem) }
    case 'unknown':
      return {
        kind: 'unk',
        word: 'Not known',
        more: 'The connection broke before the cluster answered. It is looked at again, and not asked for twice.',
      }
    case 'there':
      return {
        kind: 'warn',
        word: 'Still there',
        more: 'The connection broke before the cluster was asked. Nobody is deleting it.',
      }
    case 'not-asked':
      return { kind: 'skip', word: 'Not asked for', more: state.why }
  }
}

function said({ message, hint, said: machine }: { message: string; hint?: string; said?: string }): string {
  return [message, machine, hint].filter(Boolean).join(' ')
}

/** How a deletion stands as a whole, in a sentence. */
export function deletionSentence({ counts, endedAt, stopped }: DeletionRow): string {
  const { all, gone, trouble } = counts
  if (all === 0) return 'There was nothing to delete.'
  const done =
    gone === all
      ? all === 1
        ? 'It is gone.'
        : `All ${all.toLocaleString('en')} are gone.`
      : `${gone.toLocaleString('en')} of ${all.toLocaleString('en')} gone.`
  const more = trouble === 0 ? '' : ` ${counted(trouble, 'needs', 'need')} a look.`
  if (endedAt !== null) return `${done}${more}`
  return `${done}${more}${stopped ? ' Nothing more is asked for.' : ''}`
}

/** The shape of a deletion as a whole. */
export function deletionKind({ counts, endedAt }: DeletionRow): StatusKind {
  if (counts.trouble > 0) return 'warn'
  return endedAt === null ? 'work' : 'ok'
}
