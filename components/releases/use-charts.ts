'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../../lib/client/request.ts'
import type { ChartsSeen } from '../../lib/shared/chart-choice.ts'

/** The versions of the chart as a server can have them, and a way to read them now. Null until they are known. */
export function useCharts(serverId: string): {
  charts: ChartsSeen | null
  reading: boolean
  readNow(): void
} {
  const queries = useQueryClient()
  const [reading, setReading] = useState(false)
  const key = ['charts', serverId]
  const path = `/api/servers/${serverId}/charts`
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<ChartsSeen>(path, signal),
    retry: false,
    staleTime: 60_000,
  })
  return {
    charts: data ?? null,
    reading,
    readNow() {
      setReading(true)
      get<ChartsSeen>(`${path}?fresh`)
        .then((seen) => queries.setQueryData(key, seen))
        .catch(() => {})
        .finally(() => setReading(false))
    },
  }
}
