'use client'

import type { EventRow } from '../../lib/shared/event-row.ts'
import { isObjectKind, objectKinds } from '../../lib/shared/object-ref.ts'
import type { OpenObject } from '../objects/open-object.ts'
import { byMost, byText } from '../tables/column.ts'
import { countColumn, textColumn } from '../tables/plain-columns.tsx'
import { standing } from '../tables/standing.ts'
import { standingColumn } from '../tables/standing-column.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { namespaceColumn } from '../tables/usual-columns.tsx'
import { Age } from '../ui/age.tsx'

/** What happened in the cluster in the last hour, the newest first. What opens is the object that it happened to. */
export const eventKind: TableKind<EventRow> = {
  id: 'events',
  one: 'event',
  many: 'events',
  hint: 'object, reason, message',
  namespaced: true,
  sort: 'age',
  refOf: ({ namespace, name, uid }) => ({ kind: 'Event', namespace, name, uid }),
  opens,
  labels: () => ({}),
  words: ({ object, reason, message, namespace, source }) => [
    object.kind,
    object.name,
    reason,
    message,
    namespace,
    source,
  ],
  columns: [
    standingColumn(
      ({ isWarning, reason }) => (isWarning ? standing('warn', reason, 'Warning') : standing('skip', reason)),
      '170px',
    ),
    {
      id: 'name',
      label: 'Happened to',
      text: objectText,
      cell: (event) => <span title={objectText(event)}>{objectText(event)}</span>,
      compare: byText(objectText),
      width: '26%',
      place: 'name',
    },
    namespaceColumn('116px'),
    {
      id: 'message',
      label: 'Message',
      text: ({ message }) => message,
      cell: ({ message }) => <span title={message}>{message}</span>,
      compare: byText(({ message }) => message),
      place: 'more',
    },
    countColumn('count', 'Times', ({ count }) => count, { width: '70px' }),
    {
      id: 'age',
      label: 'Last',
      text: ({ lastAt }) => new Date(lastAt).toISOString(),
      cell: ({ lastAt }) => <Age at={lastAt} bare />,
      compare: byMost(({ lastAt }) => lastAt),
      falls: true,
      numeric: true,
      width: '84px',
      place: 'age',
      ticks: true,
    },
    textColumn('source', 'Said by', ({ source }) => source, { width: '150px', hidden: true }),
  ],
}

function objectText({ object: { kind, name } }: EventRow): string {
  return `${kind} ${name}`
}

function opens({ object: { kind, namespace, name } }: EventRow): OpenObject | null {
  if (!isObjectKind(kind) || name === '') return null
  return { kind, namespace: objectKinds[kind].namespaced ? namespace : null, name }
}
