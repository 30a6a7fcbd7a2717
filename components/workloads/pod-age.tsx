'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatAge, formatTimeWithSeconds } from '../../lib/shared/format.ts'

/** The whole date on hover: no day is near 1970. */
const EVERY_DAY_IS_ANOTHER = 0

/** How long a pod has been there. Only drawn in the browser: pods come through the socket. */
export function PodAge({ at }: { at: number }) {
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatTimeWithSeconds(at, EVERY_DAY_IS_ANOTHER)}>
      {formatAge(now - at)}
    </time>
  )
}
