'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { toProblem } from '../../lib/shared/problem.ts'

/**
 * Keeps answers of GET requests for the pages inside. Live tables do not go through it: they come by the socket.
 * A refusal (4xx) is final; a request that got no answer is asked twice more.
 */
export function AnswersProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && mayPass(error) },
        },
      }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

function mayPass(error: unknown): boolean {
  const { code } = toProblem(error)
  return code === 'link_lost' || code === 'stopping' || code === 'offline'
}
