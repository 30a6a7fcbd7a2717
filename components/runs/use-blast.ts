import { useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { Blast } from '../../lib/shared/blast.ts'

/** How long typing must rest before the engine is asked again, in milliseconds. */
const REST_MS = 500

/**
 * What an action would do with this input, from the engine, asked again when the input rests. Null until the first
 * answer, and where the engine refuses to say: starting it will tell why.
 */
export function useBlast(path: string, input: object, ready: boolean): Blast | null {
  const [blast, setBlast] = useState<Blast | null>(null)
  const body = JSON.stringify(input)

  useEffect(() => {
    if (!ready) return
    const asking = new AbortController()
    const timer = setTimeout(() => {
      post<Blast>(`${path}/describe`, JSON.parse(body), asking.signal).then(setBlast, () => undefined)
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [path, body, ready])

  return blast
}
