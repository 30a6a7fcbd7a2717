import { formatTime } from '../../lib/shared/format.ts'
import type { Upstream } from '../../lib/shared/upstream.ts'
import type { LogOrigin, LogViewState } from './log-viewer.ts'

/** What is to be said above the lines, and in place of lines where there are none. */
export function logSays(
  origin: LogOrigin,
  state: LogViewState,
): { note: string | null; nothing: string | null } {
  return { note: noteOf(state), nothing: state.shown > 0 ? null : nothingOf(origin, state) }
}

/** A log that does not come as it should: the lines that are here stay. */
function noteOf({ sources }: LogViewState): string | null {
  const refused = sources.find(({ problem }) => problem !== null)?.problem
  if (refused) return [refused.message, refused.hint].filter(Boolean).join(' ')
  const stale = sources.find(({ upstream }) => upstream?.state === 'stale')?.upstream
  if (stale) return `${staleWords(stale)} What was printed since comes by itself once it is back.`
  const waiting = sources.find(({ upstream }) => upstream?.problem)?.upstream?.problem
  return waiting ? waiting.message : null
}

function staleWords({ since, problem }: Upstream): string {
  const why = problem?.message ?? 'The connection is away.'
  return `Not live since ${formatTime(since, Date.now())}. ${why}`
}

function nothingOf(
  origin: LogOrigin,
  { lines, readingPast, search, sources, problem }: LogViewState,
): string | null {
  if (problem) return null
  if (lines > 0)
    return search.state === 'off' ? 'No line here is as severe as that.' : 'No line here has that.'
  if (readingPast) return 'Reading…'
  if (origin.kind === 'previous') return 'The run before printed nothing, or there was none.'
  if (origin.kind === 'kept') return 'It printed nothing.'
  if (origin.places.length === 0) return 'It has no pods now. Their lines appear here when it has some.'
  if (sources.length > 0 && sources.every(({ ended }) => ended)) return 'It printed nothing.'
  const known = sources.some(({ upstream }) => upstream !== null)
  return known ? 'It has printed nothing yet.' : 'Reading…'
}
