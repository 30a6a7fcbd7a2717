'use client'

import { useMemo } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { Page } from '../frame/page.tsx'
import { KindTable } from '../tables/kind-table.tsx'
import { useJoined } from '../tables/use-joined.ts'
import { serviceKind } from './service-kind.tsx'
import { serviceLines } from './service-line.ts'

/** Every service of a server's cluster, live: where it is reached, and who answers there. */
export function ServicesPage({ serverId }: { serverId: string }) {
  const services = useClusterTable(serverId, 'services')
  const pods = useClusterTable(serverId, 'pods')
  const known = pods.state === 'syncing' ? null : pods.rows
  const lines = useMemo(() => serviceLines(services.rows, known), [services.rows, known])
  return (
    <Page title="Services" fill>
      <KindTable serverId={serverId} kind={serviceKind} table={useJoined(services, lines)} />
    </Page>
  )
}
