import { useEffect, useState } from 'react'
import { get } from '../../lib/client/request.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { UsageHistory } from '../../lib/shared/usage-row.ts'

/**
 * What was measured of a pod or node in the last hour, read again with each new measurement (`measuredAt`). Null until it
 * is known; the last that was known where it cannot be read.
 */
export function useUsageHistory(
  serverId: string,
  { kind, namespace, name }: ObjectRef,
  measuredAt: number | null,
): UsageHistory | null {
  const [history, setHistory] = useState<UsageHistory | null>(null)
  const path = `/api/servers/${serverId}/usage/${kind}/${namespace ?? '-'}/${name}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new measurement is what it is asked again for
  useEffect(() => {
    const asking = new AbortController()
    get<UsageHistory>(path, asking.signal).then(setHistory, () => undefined)
    return () => asking.abort()
  }, [path, measuredAt])

  return history
}
