'use client'

import { ExternalLink } from 'lucide-react'
import { byText } from '../tables/column.ts'
import { labelsText, monoColumn, textColumn } from '../tables/plain-columns.tsx'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn, namespaceColumn } from '../tables/usual-columns.tsx'
import { Icon } from '../ui/icon.tsx'
import { addressToOpen, portsText, type ServiceLine, standingOfService } from './service-line.ts'

/** Services as `kubectl get services -o wide` lists them, with who stands behind them and a way in. */
export const serviceKind: TableKind<ServiceLine> = {
  id: 'services',
  one: 'service',
  many: 'services',
  hint: 'name, address, port',
  namespaced: true,
  sort: 'status',
  refOf: ({ namespace, name, uid }) => ({ kind: 'Service', namespace, name, uid }),
  labels: ({ labels }) => labels,
  words: (service) => [
    service.name,
    service.namespace,
    service.type,
    service.clusterIp,
    ...service.external,
    portsText(service),
  ],
  columns: [
    standingColumn(standingOfService, '140px'),
    nameColumn(),
    namespaceColumn('126px'),
    textColumn('type', 'Type', ({ type }) => type, { width: '116px' }),
    {
      id: 'external',
      label: 'Address',
      text: ({ external }) => external.join(', '),
      cell: (service) => <Address service={service} />,
      compare: byText(({ external }) => external.join(', ')),
      width: '150px',
      place: 'more',
    },
    monoColumn('cluster-ip', 'Inside the cluster', ({ clusterIp }) => clusterIp, { width: '140px' }),
    monoColumn('ports', 'Ports', portsText, { width: '17%' }),
    ageColumn('84px'),
    monoColumn('selector', 'Pods with', ({ selector }) => labelsText(selector), {
      width: '20%',
      hidden: true,
    }),
    textColumn(
      'behind',
      'Pods behind it',
      ({ behind }) => (behind === null ? '' : `${behind.ready} of ${behind.all} ready`),
      { width: '120px', hidden: true },
    ),
  ],
}

function Address({ service }: { service: ServiceLine }) {
  const { external, isPending } = service
  const address = addressToOpen(service)
  if (external.length === 0) return <span className="dim">{isPending ? 'none yet' : 'inside only'}</span>
  if (address === null) return <span className="mono">{external.join(', ')}</span>
  return (
    <a
      className="mono"
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      title={`Open ${address}, if this browser can reach it`}
    >
      {external.join(', ')} <Icon of={ExternalLink} small />
    </a>
  )
}
