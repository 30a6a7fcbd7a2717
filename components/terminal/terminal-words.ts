import { formatDuration } from '../../lib/shared/format.ts'
import {
  KEPT_UNWATCHED_MS,
  type TerminalEnd,
  type TerminalPlace,
  type TerminalRow,
} from '../../lib/shared/terminal-row.ts'

/** Why a shell is no more, as a sentence. */
export function endWords(end: TerminalEnd, on: TerminalPlace['on']): string {
  switch (end.how) {
    case 'exited':
      if (end.code === null) return 'The shell was ended by a signal.'
      return end.code === 0 ? 'The shell has ended.' : `The shell has ended, exit ${end.code}.`
    case 'closed':
      return `${end.by} ended this shell.`
    case 'unwatched':
      return `The shell was ended: nobody had looked at it for ${formatDuration(KEPT_UNWATCHED_MS[on])}.`
    case 'signed-out':
      return 'The shell was ended: the session it was opened in is over.'
    case 'lost':
      return end.problem.message
    case 'gone':
      return 'The shell was not there any more when the connection came back: the server has restarted, or ended it.'
    case 'stopped':
      return 'The shell ended as Bindery was stopped.'
  }
}

/** How long a terminal is kept, where nobody looks at it now. */
export function keptWords({ place, state, unwatchedSince }: TerminalRow, now: number): string {
  const kept = KEPT_UNWATCHED_MS[place.on]
  if (state.is === 'ended') return ''
  if (unwatchedSince === null) return `kept for ${formatDuration(kept)} after you leave`
  return `ends in ${formatDuration(Math.max(0, unwatchedSince + kept - now))} unless somebody looks`
}

/** False once its shell is no more. */
export function isRunning({ state }: TerminalRow): boolean {
  return state.is !== 'ended'
}
