'use client'

import type { ObjectKind } from '../../lib/shared/object-ref.ts'
import type { WorkloadRow } from '../../lib/shared/workload-row.ts'
import type { Column } from '../tables/column.ts'
import { countColumn, labelsText, monoColumn, textColumn } from '../tables/plain-columns.tsx'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn, namespaceColumn } from '../tables/usual-columns.tsx'
import { standingOfWorkload } from './workload-standing.ts'

const ready: Column<WorkloadRow> = {
  ...textColumn<WorkloadRow>('ready', 'Ready', (row) => `${row.ready}/${row.desired}`, {
    width: '76px',
    place: 'more',
  }),
  compare: (a, b) => a.ready - a.desired - (b.ready - b.desired),
  numeric: true,
}
const updated = countColumn<WorkloadRow>('updated', 'Up to date', (row) => row.updated, { width: '92px' })
const available = countColumn<WorkloadRow>('available', 'Available', (row) => row.available)

/** Deployments as `kubectl get deployments -o wide` lists them. */
export const deploymentKind = workloadKind({
  id: 'deployments',
  kind: 'Deployment',
  one: 'deployment',
  many: 'deployments',
  counts: [ready, updated, available],
})

/** Daemon sets: one pod on each node that they want. */
export const daemonSetKind = workloadKind({
  id: 'daemon-sets',
  kind: 'DaemonSet',
  one: 'daemon set',
  many: 'daemon sets',
  counts: [
    ready,
    countColumn('current', 'There', (row) => row.current),
    updated,
    available,
    monoColumn('nodes', 'On nodes with', ({ nodeSelector }) => labelsText(nodeSelector), { width: '16%' }),
  ],
})

/** Stateful sets: pods that keep their names and claims. */
export const statefulSetKind = workloadKind({
  id: 'stateful-sets',
  kind: 'StatefulSet',
  one: 'stateful set',
  many: 'stateful sets',
  counts: [ready, updated],
})

interface WorkloadKind {
  id: string
  kind: ObjectKind
  one: string
  many: string
  counts: readonly Column<WorkloadRow>[]
}

function workloadKind({ id, kind, one, many, counts }: WorkloadKind): TableKind<WorkloadRow> {
  return {
    id,
    one,
    many,
    hint: 'name, image, app=hub',
    namespaced: true,
    sort: 'status',
    refOf: ({ namespace, name, uid }) => ({ kind, namespace, name, uid }),
    labels: ({ labels }) => labels,
    words: ({ name, namespace, images, containers }) => [name, namespace, ...images, ...containers],
    columns: [
      standingColumn(standingOfWorkload, '150px'),
      nameColumn(),
      namespaceColumn('126px'),
      ...counts,
      monoColumn('images', 'Images', ({ images }) => images.join(', '), { width: '26%' }),
      ageColumn('84px'),
      textColumn('containers', 'Containers', ({ containers }) => containers.join(', '), {
        width: '15%',
        hidden: true,
      }),
      monoColumn('selector', 'Pods with', ({ selector }) => labelsText(selector), {
        width: '20%',
        hidden: true,
      }),
    ],
  }
}
