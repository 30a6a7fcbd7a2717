'use client'

import { post } from '../../lib/client/request.ts'
import type { OpenTerminalInput } from '../../lib/shared/terminals-api.ts'
import { type RequestState, useRequest } from '../ui/use-request.ts'

/** Opens a shell, and gives its id to `opened`. One at a time. */
export function useOpenTerminal(
  serverId: string,
  opened: (id: string) => void,
): RequestState & { open: (input: OpenTerminalInput) => void } {
  const request = useRequest()
  return {
    ...request,
    open(input) {
      if (request.busy) return
      void request.run(
        () => post<{ id: string }>(`/api/servers/${serverId}/terminals/open`, input),
        ({ id }) => opened(id),
      )
    },
  }
}
