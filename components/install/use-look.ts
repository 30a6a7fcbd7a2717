import { useCallback, useEffect } from 'react'
import { get } from '../../lib/client/request.ts'
import type { InstallRow } from '../../lib/shared/install.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { useOutOfReach } from '../frame/use-liveness.ts'
import { useRequest } from '../ui/use-request.ts'

/**
 * Looks at every step on the server when the page opens, whenever the server comes back or the plan changes, and when
 * a person asks.
 * What it finds comes by the live table, to everybody who looks.
 */
export function useLook(server: ServerRow, revision: number) {
  const { busy, problem, run } = useRequest()
  const outOfReach = useOutOfReach(server)
  const path = `/api/servers/${server.id}/install/check`
  const again = useCallback(() => void run(() => get<InstallRow>(path)), [run, path])

  useEffect(() => {
    // Another revision is another look; revision 0 is no plan to look for.
    if (outOfReach === null && revision > 0) again()
  }, [outOfReach, revision, again])

  return { busy, problem, again, outOfReach }
}

export type Look = ReturnType<typeof useLook>
