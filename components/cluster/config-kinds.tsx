'use client'

import type { ConfigMapRow, SecretRow } from '../../lib/shared/config-rows.ts'
import { byText, type Column } from '../tables/column.ts'
import { bytesColumn, countColumn, textColumn } from '../tables/plain-columns.tsx'
import type { TableKind } from '../tables/table-kind.ts'
import { ageColumn, nameColumn, namespaceColumn } from '../tables/usual-columns.tsx'

/** Config maps: names and lengths. What a value says is shown to an administrator who asks for it. */
export const configMapKind: TableKind<ConfigMapRow> = {
  id: 'config-maps',
  one: 'config map',
  many: 'config maps',
  hint: 'name, key',
  namespaced: true,
  sort: 'name',
  refOf: ({ namespace, name, uid }) => ({ kind: 'ConfigMap', namespace, name, uid }),
  labels: ({ labels }) => labels,
  words: ({ name, namespace, keys }) => [name, namespace, ...keys.map((key) => key.name)],
  columns: [
    nameColumn(),
    namespaceColumn('17%'),
    keysColumn('34%'),
    countColumn('count', 'Values', ({ keyCount }) => keyCount),
    bytesColumn('size', 'Size', ({ bytes }) => bytes, { place: 'more' }),
    ageColumn(),
  ],
}

/** Secrets: names, kinds and lengths, and never a value. */
export const secretKind: TableKind<SecretRow> = {
  id: 'secrets',
  one: 'secret',
  many: 'secrets',
  hint: 'name, type, key',
  namespaced: true,
  sort: 'name',
  refOf: ({ namespace, name, uid }) => ({ kind: 'Secret', namespace, name, uid }),
  labels: ({ labels }) => labels,
  words: ({ name, namespace, type, keys }) => [name, namespace, type, ...keys.map((key) => key.name)],
  columns: [
    nameColumn(),
    namespaceColumn('14%'),
    textColumn('type', 'Type', ({ type }) => type, { width: '22%', place: 'status' }),
    keysColumn('26%'),
    countColumn('count', 'Values', ({ keyCount }) => keyCount),
    bytesColumn('size', 'Size', ({ bytes }) => bytes, { place: 'more' }),
    ageColumn(),
  ],
}

function keysColumn<Row extends ConfigMapRow>(width: string): Column<Row> {
  const text = ({ keys, keyCount }: Row): string =>
    keys.map(({ name }) => name).join(', ') + (keyCount > keys.length ? ', …' : '')
  return {
    id: 'keys',
    label: 'Names of values',
    text,
    cell: (row) => (
      <span className="mono" title={text(row)}>
        {text(row)}
      </span>
    ),
    compare: byText(text),
    width,
  }
}
