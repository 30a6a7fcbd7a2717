import type { DeletionRow, DeletionState } from '../../lib/shared/deletion-row.ts'
import type { StatusKind } from '../ui/status.tsx'

/** How far one session is on its way out, in our words; `why` where something is to be said. */
export function stopState(state: DeletionState): { kind: StatusKind; word: string; why: string | null } {
  switch (state.is) {
    case 'waiting':
      return { kind: 'todo', word: 'Waiting', why: null }
    case 'asking':
      return { kind: 'work', word: 'Asking the hub', why: null }
    case 'held-back':
      return { kind: 'wait', word: 'Held back', why: state.why }
    case 'ending':
      return { kind: 'work', word: 'Stopping', why: null }
    case 'kept-up':
      return { kind: 'warn', word: 'Does not end', why: state.why }
    case 'gone':
      return { kind: 'ok', word: 'Stopped', why: null }
    case 'gone-before':
      return { kind: 'skip', word: 'Gone before', why: null }
    case 'replaced':
      return { kind: 'skip', word: 'Left alone', why: 'Another session has its name by now.' }
    case 'refused':
      return { kind: 'fail', word: 'Not stopped', why: state.problem.message }
    case 'unknown':
      return { kind: 'unk', word: 'Not known', why: state.problem.message }
    case 'there':
      return { kind: 'warn', word: 'Still there', why: 'The connection broke before it was stopped.' }
    case 'not-asked':
      return { kind: 'skip', word: 'Left alone', why: state.why }
  }
}

/** How far all of them are, in a sentence. */
export function stopSentence({ counts, endedAt, stopped }: DeletionRow): string {
  const { all, gone } = counts
  if (gone === all) return all === 1 ? 'It is stopped.' : `All ${all} are stopped.`
  const some = `${gone} of ${all} ${gone === 1 ? 'is' : 'are'} stopped.`
  if (endedAt === null) return stopped ? `${some} No more are asked to.` : some
  return `${some} The others say below why they are not.`
}
