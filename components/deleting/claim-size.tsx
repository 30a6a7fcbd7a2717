'use client'

import { useEffect, useState } from 'react'
import { get } from '../../lib/client/request.ts'
import type { ClaimSize } from '../../lib/shared/deleting-api.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { type Problem, toProblem } from '../../lib/shared/problem.ts'
import { Status } from '../ui/status.tsx'

/** How much a claim's folder holds, counted on the server when one looks. */
export function ClaimSizeText({ serverId, claim }: { serverId: string; claim: ObjectRef }) {
  const [size, setSize] = useState<ClaimSize | Problem | null>(null)
  const path = `/api/servers/${serverId}/claims/${claim.namespace}/${claim.name}/${claim.uid}/size`
  useEffect(() => {
    const asking = new AbortController()
    get<ClaimSize>(path, asking.signal)
      .then(setSize)
      .catch((error) => {
        if (!asking.signal.aborted) setSize(toProblem(error))
      })
    return () => asking.abort()
  }, [path])

  if (size === null) return <Status kind="work">Counting</Status>
  if ('code' in size) return <Status kind="unk">Not known: {size.message}</Status>
  switch (size.is) {
    case 'known':
      return <b>{formatBytes(size.bytes)}</b>
    case 'too-slow':
      return <Status kind="unk">Not counted to its end in {size.seconds} s</Status>
    case 'unknown':
      return <Status kind="unk">Not known: {size.why}</Status>
  }
}
