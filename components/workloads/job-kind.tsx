'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatDuration } from '../../lib/shared/format.ts'
import type { JobRow } from '../../lib/shared/job-row.ts'
import { byMost } from '../tables/column.ts'
import { countColumn, labelsText, monoColumn, textColumn } from '../tables/plain-columns.tsx'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn, namespaceColumn } from '../tables/usual-columns.tsx'
import { standingOfJob } from './workload-standing.ts'

/** Jobs as `kubectl get jobs -o wide` lists them. */
export const jobKind: TableKind<JobRow> = {
  id: 'jobs',
  one: 'job',
  many: 'jobs',
  hint: 'name, image, app=hub',
  namespaced: true,
  sort: 'status',
  refOf: ({ namespace, name, uid }) => ({ kind: 'Job', namespace, name, uid }),
  labels: ({ labels }) => labels,
  words: ({ name, namespace, status, images }) => [name, namespace, status, ...images],
  columns: [
    standingColumn(standingOfJob, '170px'),
    nameColumn(),
    namespaceColumn('126px'),
    textColumn('completions', 'Done', ({ completions }) => completions, { width: '110px', place: 'more' }),
    countColumn('failed', 'Failed', ({ failed }) => failed),
    {
      id: 'duration',
      label: 'Took',
      text: (job) => (tookMs(job, 0) === null ? '' : String(tookMs(job, 0))),
      cell: (job) => <Took job={job} />,
      csv: (job) => tookMs(job, Date.now()) ?? '',
      compare: byMost((job) => tookMs(job, Date.now()) ?? 0),
      falls: true,
      numeric: true,
      width: '104px',
      ticks: true,
    },
    monoColumn('images', 'Images', ({ images }) => images.join(', '), { width: '24%' }),
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

/** Milliseconds from its start to its end, or to now; null for one that has not begun. */
function tookMs({ startedAt, endedAt }: JobRow, now: number): number | null {
  return startedAt === null ? null : Math.max(0, (endedAt ?? now) - startedAt)
}

function Took({ job }: { job: JobRow }) {
  const ms = tookMs(job, useNow())
  return ms === null ? null : <span suppressHydrationWarning>{formatDuration(ms)}</span>
}
