'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatAge, formatTimeWithSeconds } from '../../lib/shared/format.ts'
import { useMounted } from './time-text.tsx'

/** The whole date on hover: no day is near 1970. */
const EVERY_DAY_IS_ANOTHER = 0

/**
 * How long ago, with the exact time on hover. `at` in milliseconds since the epoch, by the engine's clock. `bare`:
 * the age alone, for a column that is called so.
 */
export function Age({ at, bare = false }: { at: number; bare?: boolean }) {
  const now = useNow()
  return (
    <time
      key={useMounted() ? 'here' : 'there'}
      className="nw"
      dateTime={new Date(at).toISOString()}
      title={formatTimeWithSeconds(at, EVERY_DAY_IS_ANOTHER)}
      suppressHydrationWarning
    >
      {formatAge(now - at)}
      {bare ? '' : ' ago'}
    </time>
  )
}
