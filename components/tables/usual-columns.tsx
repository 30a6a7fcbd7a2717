'use client'

import { Age } from '../ui/age.tsx'
import { ObjectName } from '../ui/object-name.tsx'
import { byMost, byText, type Column } from './column.ts'
import type { ObjectRow } from './table-kind.ts'

/** The name, whose beginning gives way where there is no room. */
export function nameColumn<Row extends ObjectRow>(label = 'Name', width?: string): Column<Row> {
  return {
    id: 'name',
    label,
    text: ({ name }) => name,
    cell: ({ name }) => <ObjectName name={name} />,
    compare: byText(({ name }) => name),
    ...(width === undefined ? {} : { width }),
    place: 'name',
  }
}

export function namespaceColumn<Row extends ObjectRow>(width = '15%'): Column<Row> {
  return {
    id: 'namespace',
    label: 'Namespace',
    text: ({ namespace }) => namespace,
    compare: byText(({ namespace }) => namespace),
    width,
  }
}

/** How old it is, the newest first. A file has the moment of its birth. */
export function ageColumn<Row extends { createdAt: number }>(width = '96px'): Column<Row> {
  return {
    id: 'age',
    label: 'Age',
    text: ({ createdAt }) => (createdAt === 0 ? '' : new Date(createdAt).toISOString()),
    cell: ({ createdAt }) => createdAt !== 0 && <Age at={createdAt} bare />,
    compare: byMost(({ createdAt }) => createdAt),
    falls: true,
    numeric: true,
    width,
    place: 'age',
    ticks: true,
  }
}
