'use client'

import type { ClaimRow } from '../../lib/shared/claim-row.ts'
import type { StorageClassRow } from '../../lib/shared/storage-class-row.ts'
import { countColumn, monoColumn, textColumn } from '../tables/plain-columns.tsx'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn } from '../tables/usual-columns.tsx'
import { standingOfClass } from './standing-of-class.ts'

/** A storage class and how many claims name it. */
export interface StorageClassLine extends StorageClassRow {
  claims: number
}

/** Storage classes with how many of these claims name each. */
export function storageClassLines(
  classes: readonly StorageClassRow[],
  claims: readonly ClaimRow[],
): readonly StorageClassLine[] {
  const counts = new Map<string, number>()
  for (const { storageClass } of claims) counts.set(storageClass, (counts.get(storageClass) ?? 0) + 1)
  return classes.map((one) => ({ ...one, claims: counts.get(one.name) ?? 0 }))
}

/** Storage classes: how volumes are made, and under which folder. */
export const storageClassKind: TableKind<StorageClassLine> = {
  id: 'storage-classes',
  one: 'storage class',
  many: 'storage classes',
  hint: 'name, provisioner, path',
  namespaced: false,
  sort: 'status',
  refOf: ({ name, uid }) => ({ kind: 'StorageClass', namespace: null, name, uid }),
  labels: ({ labels }) => labels,
  words: ({ name, provisioner, path }) => [name, provisioner, path],
  columns: [
    standingColumn(standingOfClass, '120px'),
    nameColumn('Class'),
    monoColumn('provisioner', 'Made by', ({ provisioner }) => provisioner, { width: '20%' }),
    monoColumn('path', 'Folders under', ({ path }) => path, { width: '20%' }),
    textColumn('reclaim', 'When released', ({ reclaimPolicy }) => reclaimPolicy, { width: '116px' }),
    textColumn('binding', 'Made when', whenMade, { width: '150px' }),
    countColumn('claims', 'Claims', ({ claims }) => claims, { place: 'more' }),
    ageColumn('84px'),
    textColumn('grows', 'Can grow', ({ canGrow }) => (canGrow ? 'yes' : 'no'), {
      width: '90px',
      hidden: true,
    }),
  ],
}

function whenMade({ bindingMode }: StorageClassRow): string {
  return bindingMode === 'WaitForFirstConsumer' ? 'a pod needs it' : 'it is claimed'
}
