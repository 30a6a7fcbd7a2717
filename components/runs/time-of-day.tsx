'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatTime } from '../../lib/shared/format.ts'
import { TimeText } from '../ui/time-text.tsx'

/** A moment: the time of today, else the day too. */
export function TimeOfDay({ at }: { at: number }) {
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()}>
      <TimeText>{formatTime(at, now)}</TimeText>
    </time>
  )
}
