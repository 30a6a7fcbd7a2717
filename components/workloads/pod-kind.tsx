'use client'

import { formatBytes, formatCores, formatTimeWithSeconds } from '../../lib/shared/format.ts'
import { groupOfPod } from '../../lib/shared/pod-group.ts'
import { byMost, byText, type Column, compareText } from '../tables/column.ts'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn, namespaceColumn } from '../tables/usual-columns.tsx'
import { MemoryUse } from '../usage/memory-use.tsx'
import { badness } from './pod-health.ts'
import type { PodLine } from './pod-line.ts'
import { PodStatus } from './pod-status.tsx'
import { RepositoryName, repositoryText } from './repository-name.tsx'

/** What a pod uses now; another every quarter of a minute, which is no news. */
const usageColumns: readonly Column<PodLine>[] = [
  {
    id: 'cpu',
    label: 'CPU',
    text: ({ usage }) => (usage === null ? '' : formatCores(usage.cpuMilli)),
    cell: ({ usage }) => usage !== null && formatCores(usage.cpuMilli),
    csv: ({ usage }) => (usage === null ? '' : usage.cpuMilli / 1000),
    compare: byMost(({ usage }) => usage?.cpuMilli ?? -1),
    falls: true,
    numeric: true,
    width: '64px',
    ticks: true,
  },
  {
    id: 'memory',
    label: 'Memory',
    text: ({ usage }) => (usage === null ? '' : formatBytes(usage.memoryBytes)),
    cell: ({ usage, limits }) =>
      usage !== null && <MemoryUse used={usage.memoryBytes} limit={limits.memoryBytes} />,
    csv: ({ usage }) => usage?.memoryBytes ?? '',
    compare: byMost(({ usage }) => usage?.memoryBytes ?? -1),
    falls: true,
    numeric: true,
    width: '164px',
    place: 'more',
    ticks: true,
  },
]

/** Pods as `kubectl get pods -o wide` lists them, grouped by whose they are, with what they use. */
export const podKind: TableKind<PodLine> = {
  id: 'pods',
  one: 'pod',
  many: 'pods',
  hint: 'name, repository, app=hub',
  namespaced: true,
  sort: 'status',
  refOf: ({ namespace, name, uid }) => ({ kind: 'Pod', namespace, name, uid }),
  labels: ({ labels }) => labels,
  words: ({ name, namespace, status, node, ip, image, repository }) => [
    name,
    namespace,
    status,
    node ?? '',
    ip ?? '',
    image,
    // Its host is left out: who looks for the hub does not mean github.com.
    repositoryText(repository),
  ],
  groups: {
    all: [
      { id: 'people', label: 'People' },
      { id: 'builds', label: 'Builds' },
      { id: 'binderhub', label: 'BinderHub' },
      { id: 'system', label: 'System' },
    ],
    of: groupOfPod,
  },
  columns: [
    {
      id: 'status',
      label: 'Status',
      text: ({ status }) => status,
      cell: (pod) => <PodStatus pod={pod} />,
      compare: (a, b) => badness(a) - badness(b) || compareText(a.status, b.status),
      falls: true,
      width: '150px',
      place: 'status',
    },
    nameColumn(),
    namespaceColumn('126px'),
    {
      id: 'repository',
      label: 'Repository',
      text: ({ repository }) => repositoryText(repository),
      cell: ({ repository }) => repository && <RepositoryName repository={repository} />,
      compare: byText(({ repository }) => repositoryText(repository)),
      width: '17%',
      place: 'title',
    },
    {
      id: 'ready',
      label: 'Ready',
      text: ({ ready }) => `${ready.is}/${ready.of}`,
      compare: (a, b) => a.ready.is - a.ready.of - (b.ready.is - b.ready.of),
      numeric: true,
      width: '66px',
    },
    {
      id: 'restarts',
      label: 'Restarts',
      text: ({ restarts }) => String(restarts),
      cell: ({ restarts, lastRestartAt }) => (
        <span
          className={restarts === 0 ? 'dim' : undefined}
          title={lastRestartAt === null ? undefined : `Last at ${formatTimeWithSeconds(lastRestartAt, 0)}`}
        >
          {restarts}
        </span>
      ),
      csv: ({ restarts }) => restarts,
      compare: byMost(({ restarts }) => restarts),
      falls: true,
      numeric: true,
      width: '78px',
    },
    ageColumn('84px'),
    ...usageColumns,
    {
      id: 'node',
      label: 'Node',
      text: ({ node }) => node ?? '',
      compare: byText(({ node }) => node ?? ''),
      width: '116px',
      // Mostly there is one, and the width is needed.
      hidden: true,
    },
    {
      id: 'ip',
      label: 'IP',
      text: ({ ip }) => ip ?? '',
      cell: ({ ip }) => ip && <span className="mono">{ip}</span>,
      compare: byText(({ ip }) => ip ?? ''),
      width: '120px',
      hidden: true,
    },
    {
      id: 'memory-limit',
      label: 'Memory limit',
      text: ({ limits }) => (limits.memoryBytes === 0 ? '' : formatBytes(limits.memoryBytes)),
      csv: ({ limits }) => limits.memoryBytes || '',
      compare: byMost(({ limits }) => limits.memoryBytes),
      falls: true,
      numeric: true,
      width: '110px',
      hidden: true,
    },
    {
      id: 'image',
      label: 'Image',
      text: ({ image }) => image,
      cell: ({ image }) => (
        <span className="mono" title={image}>
          {image}
        </span>
      ),
      compare: byText(({ image }) => image),
      width: '22%',
      hidden: true,
    },
    {
      id: 'owner',
      label: 'Made by',
      text: ({ owner }) => (owner === null ? '' : `${owner.kind} ${owner.name}`),
      compare: byText(({ owner }) => (owner === null ? '' : `${owner.kind} ${owner.name}`)),
      width: '18%',
      hidden: true,
    },
  ],
}

/** The same where nobody measures. */
export const unmeasuredPodKind: TableKind<PodLine> = {
  ...podKind,
  columns: podKind.columns
    .filter((column) => !usageColumns.includes(column))
    .map((column) => (column.id === 'node' ? { ...column, hidden: false } : column)),
}
