'use client'

import { useQuery } from '@tanstack/react-query'
import { get } from '../../lib/client/request.ts'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { useTable } from '../../lib/client/use-table.ts'
import type { ReleasesSeen } from '../../lib/shared/releases-api.ts'

/** The releases of a server, read again as soon as Helm writes a revision, or a run begins or ends. */
export function useReleases(serverId: string) {
  const { rows: secrets } = useClusterTable(serverId, 'secrets')
  const { rows: runs } = useTable('runs')
  const kept = secrets
    .filter(({ type }) => type === 'helm.sh/release.v1')
    .map(({ uid, labels }) => `${uid} ${labels.status ?? ''}`)
    .sort()
    .join()
  const last = runs.find((run) => run.serverId === serverId)
  return useQuery({
    queryKey: ['releases', serverId, kept, last?.id, last?.status.state],
    queryFn: ({ signal }) => get<ReleasesSeen>(`/api/servers/${serverId}/releases`, signal),
    placeholderData: (before) => before,
    retry: false,
  })
}
