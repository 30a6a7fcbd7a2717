'use client'

import { byText } from '../tables/column.ts'
import { bytesColumn, monoColumn, textColumn } from '../tables/plain-columns.tsx'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn, namespaceColumn } from '../tables/usual-columns.tsx'
import { type ClaimLine, standingOfClaim } from './claim-line.ts'

/** Persistent volume claims, with who uses them and where their data lies. */
export const claimKind: TableKind<ClaimLine> = {
  id: 'claims',
  one: 'claim',
  many: 'claims',
  hint: 'name, pod, path, class',
  namespaced: true,
  sort: 'status',
  refOf: ({ namespace, name, uid }) => ({ kind: 'PersistentVolumeClaim', namespace, name, uid }),
  labels: ({ labels }) => labels,
  words: ({ name, namespace, phase, volume, storageClass, path, users }) => [
    name,
    namespace,
    phase,
    volume,
    storageClass,
    path,
    ...(users ?? []),
  ],
  columns: [
    standingColumn(standingOfClaim, '160px'),
    nameColumn('Claim'),
    namespaceColumn('116px'),
    {
      id: 'users',
      label: 'Used by',
      text: ({ users }) => users?.join(', ') ?? '',
      cell: ({ users }) => users && <Users users={users} />,
      compare: byText(({ users }) => users?.join(', ') ?? ''),
      width: '17%',
    },
    bytesColumn('size', 'Asked', (claim) => claim.capacityBytes || claim.requestedBytes, { place: 'more' }),
    textColumn('class', 'Class', ({ storageClass }) => storageClass, { width: '150px' }),
    monoColumn('path', 'Data in', ({ path }) => path, { width: '20%' }),
    ageColumn('84px'),
    monoColumn('volume', 'Volume', ({ volume }) => volume, { width: '20%', hidden: true }),
    textColumn('node', 'Node', ({ node }) => node, { width: '110px', hidden: true }),
    textColumn('access', 'Access', ({ accessModes }) => accessModes.join(', '), {
      width: '130px',
      hidden: true,
    }),
  ],
}

function Users({ users }: { users: readonly string[] }) {
  const [first, ...others] = users
  if (first === undefined) return <span className="dim">no pod</span>
  return (
    <span title={users.join(', ')}>
      {first}
      {others.length > 0 && ` and ${others.length} more`}
    </span>
  )
}
