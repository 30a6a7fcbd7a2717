'use client'

import type { VolumeRow } from '../../lib/shared/volume-row.ts'
import { bytesColumn, monoColumn, textColumn } from '../tables/plain-columns.tsx'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn } from '../tables/usual-columns.tsx'
import { standingOfVolume } from './standing-of-volume.ts'

/** Persistent volumes: whose they are, and where they lie. */
export const volumeKind: TableKind<VolumeRow> = {
  id: 'volumes',
  one: 'volume',
  many: 'volumes',
  hint: 'name, claim, path, class',
  namespaced: false,
  sort: 'status',
  refOf: ({ name, uid }) => ({ kind: 'PersistentVolume', namespace: null, name, uid }),
  labels: ({ labels }) => labels,
  words: (volume) => [
    volume.name,
    volume.phase,
    claimText(volume),
    volume.storageClass,
    volume.path,
    volume.node,
  ],
  columns: [
    standingColumn(standingOfVolume, '130px'),
    nameColumn('Volume'),
    textColumn('claim', 'Claim', claimText, { width: '18%' }),
    bytesColumn('size', 'Size', ({ capacityBytes }) => capacityBytes, { place: 'more' }),
    textColumn('reclaim', 'When released', ({ reclaimPolicy }) => reclaimPolicy, { width: '116px' }),
    textColumn('class', 'Class', ({ storageClass }) => storageClass, { width: '150px' }),
    monoColumn('path', 'Data in', ({ path }) => path, { width: '22%' }),
    ageColumn('84px'),
    textColumn('node', 'Node', ({ node }) => node, { width: '110px', hidden: true }),
    textColumn('source', 'Kind of place', ({ source }) => source, { width: '120px', hidden: true }),
    textColumn('access', 'Access', ({ accessModes }) => accessModes.join(', '), {
      width: '130px',
      hidden: true,
    }),
  ],
}

function claimText({ claim }: VolumeRow): string {
  return claim === null ? '' : `${claim.namespace}/${claim.name}`
}
