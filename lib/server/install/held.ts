import type { LinkState } from '../../shared/link-state.ts'
import { AppError, type Problem, toProblem } from '../../shared/problem.ts'
import type { RunRow } from '../../shared/run-row.ts'

/** Why an install that goes does not get on because of its link or its run; null when neither is in the way. */
export function heldBy(link: LinkState | null, run: RunRow | null): Problem | null {
  if (link && link.state !== 'online') return toProblem(notOnline(link))
  if (!run) return null
  const { status } = run
  if ('stalled' in status && status.stalled) return status.stalled
  if (status.state !== 'queued' || status.waitsFor === 'link') return null
  return {
    code: 'conflict',
    message:
      status.waitsFor === 'other-run'
        ? 'Another run is at work on this server. The step begins when that has ended.'
        : 'Another Bindery is at work on this server. The step begins when that has ended.',
  }
}

/** Why nothing can be started without a connection, as an error to throw. */
export function notOnline(state: LinkState): AppError {
  const what = 'There is no connection to the server now.'
  if (state.state !== 'refused' && state.state !== 'reconnecting')
    return new AppError('offline', what, { hint: 'Try again when it is connected.' })
  const { message, hint, said } = state.problem
  return new AppError('offline', `${what} ${message}`, { hint, said })
}
