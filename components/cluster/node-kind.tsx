'use client'

import { formatBytes, formatCores } from '../../lib/shared/format.ts'
import { byMost, type Column } from '../tables/column.ts'
import { monoColumn, textColumn } from '../tables/plain-columns.tsx'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn } from '../tables/usual-columns.tsx'
import { Age } from '../ui/age.tsx'
import { Meter } from '../ui/meter.tsx'
import { complaintsOf, cordonedBy, type NodeLine, standingOfNode } from './node-line.ts'

/** Nodes as `kubectl get nodes -o wide` lists them, with what is taken of them and by whom they are cordoned. */
export const nodeKind: TableKind<NodeLine> = {
  id: 'nodes',
  one: 'node',
  many: 'nodes',
  hint: 'name, address, version',
  namespaced: false,
  sort: 'status',
  refOf: ({ name, uid }) => ({ kind: 'Node', namespace: null, name, uid }),
  labels: ({ labels }) => labels,
  words: (node) => [
    node.name,
    node.internalIp,
    node.version,
    node.osImage,
    ...node.roles,
    ...node.taints,
    ...complaintsOf(node).map(({ type }) => type),
  ],
  columns: [
    standingColumn(standingOfNode, '150px'),
    nameColumn('Node'),
    takenColumn('memory', 'Memory promised', 'memoryBytes', formatBytes, { width: '208px', place: 'more' }),
    usedColumn('memory-used', 'Memory used', 'memoryBytes', formatBytes, '150px'),
    takenColumn('cpu', 'Cores promised', 'cpuMilli', (milli) => String(milli / 1000), { width: '148px' }),
    usedColumn('cpu-used', 'Cores used', 'cpuMilli', formatCores, '134px'),
    takenColumn('pods', 'Pods', 'pods', String, { width: '150px', hidden: true }),
    {
      id: 'cordoned',
      label: 'No new pods by',
      text: cordonedBy,
      cell: (node) =>
        node.cordoned && (
          <>
            {cordonedBy(node)}
            {node.cordoned.at !== null && (
              <span className="dim">
                , <Age at={node.cordoned.at} />
              </span>
            )}
          </>
        ),
      compare: byMost(({ cordoned }) => (cordoned === null ? 0 : 1)),
      width: '12%',
    },
    textColumn('version', 'Version', ({ version }) => version, { width: '100px', hidden: true }),
    ageColumn('84px'),
    textColumn('roles', 'Roles', ({ roles }) => roles.join(', '), { width: '130px', hidden: true }),
    textColumn('conditions', 'Complaints', complaintsText, { width: '18%', hidden: true }),
    monoColumn('ip', 'Address', ({ internalIp }) => internalIp, { width: '120px', hidden: true }),
    monoColumn('external-ip', 'Outside', ({ externalIp }) => externalIp, { width: '120px', hidden: true }),
    textColumn('disk', 'Disk for pods', ({ allocatable }) => formatBytes(allocatable.storageBytes), {
      width: '110px',
      hidden: true,
    }),
    textColumn('os', 'System', ({ osImage }) => osImage, { width: '15%', hidden: true }),
    textColumn('kernel', 'Kernel', ({ kernel }) => kernel, { width: '15%', hidden: true }),
    textColumn('runtime', 'Runtime', ({ runtime }) => runtime, { width: '14%', hidden: true }),
    monoColumn('taints', 'Taints', ({ taints }) => taints.join(', '), { width: '18%', hidden: true }),
  ],
}

function complaintsText(node: NodeLine): string {
  return complaintsOf(node)
    .map(({ type, status }) => `${type}=${status}`)
    .join(', ')
}

/** So much of what pods may have is really used, by everything that runs on the node. */
function usedColumn(
  id: string,
  label: string,
  part: 'cpuMilli' | 'memoryBytes',
  format: (amount: number) => string,
  width: string,
): Column<NodeLine> {
  const share = ({ used, allocatable }: NodeLine): number =>
    used === null || allocatable[part] === 0 ? 0 : used[part] / allocatable[part]
  const text = ({ used }: NodeLine): string => (used === null ? '' : format(used[part]))
  return {
    id,
    label,
    text,
    cell: (node) =>
      node.used === null ? (
        <span className="dim">not measured</span>
      ) : (
        <>
          <Meter share={share(node)} />
          {text(node)}
        </>
      ),
    csv: ({ used }) => used?.[part] ?? '',
    compare: byMost(share),
    falls: true,
    numeric: true,
    width,
    ticks: true,
  }
}

/** So much of what pods may have is promised to them: what the scheduler counts, whatever they really use. */
function takenColumn(
  id: string,
  label: string,
  part: 'cpuMilli' | 'memoryBytes' | 'pods',
  format: (amount: number) => string,
  more: Pick<Column<NodeLine>, 'width' | 'place' | 'hidden'>,
): Column<NodeLine> {
  const share = ({ requested, allocatable }: NodeLine): number =>
    requested === null || allocatable[part] === 0 ? 0 : requested[part] / allocatable[part]
  const text = ({ requested, allocatable }: NodeLine): string => {
    const all = format(allocatable[part])
    return requested === null ? `of ${all}` : `${format(requested[part])} of ${all}`
  }
  return {
    id,
    label,
    text,
    cell: (node) => (
      <>
        <Meter share={share(node)} />
        {text(node)}
      </>
    ),
    compare: byMost(share),
    falls: true,
    numeric: true,
    ...more,
  }
}
