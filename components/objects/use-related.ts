import { useEffect, useState } from 'react'
import { get } from '../../lib/client/request.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { ObjectAnswer } from '../../lib/shared/related-object.ts'

/** A workload on the move changes many times a second; what belongs to it is not looked up so often. Milliseconds. */
const REST_MS = 1_500

/**
 * What belongs to an object, looked up anew when it rests after a change. Null until it is known, and where the engine
 * cannot tell: what is known of the object itself stands all the same.
 */
export function useRelated(serverId: string, object: ObjectRef, version: string | null): ObjectAnswer | null {
  const [answer, setAnswer] = useState<ObjectAnswer | null>(null)
  const path = `/api/servers/${serverId}/objects/${object.kind}/${object.namespace ?? '-'}/${object.name}`
  const known = answer !== null

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is no reason to ask again
  useEffect(() => {
    if (version === null) return
    const asking = new AbortController()
    const timer = setTimeout(
      () => get<ObjectAnswer>(path, asking.signal).then(setAnswer, () => undefined),
      known ? REST_MS : 0,
    )
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [path, version])

  return answer
}
