import { stringify } from 'yaml'
import { columnsOf } from './columns.ts'
import type { Flags } from './flags.ts'
import { jsonPath } from './json-path.ts'
import { type Selection, titleOf } from './select.ts'

/** What `kubectl get` prints; empty where there is nothing. */
export function render({ objects, single, version }: Selection, flags: Flags, now: number): string {
  const format = flags.get('o') ?? ''
  const items = objects.map(({ object }) => object)
  const whole = single
    ? items[0]
    : { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: version } }
  if (format === 'json') return `${JSON.stringify(whole, null, 4)}\n`
  if (format === 'yaml') return stringify(whole)
  if (format === 'name') return objects.map(({ kind, object }) => `${titleOf(kind, object)}\n`).join('')
  const template = /^(?:jsonpath|go-template)=(.*)$/s.exec(format)?.[1]
  if (template !== undefined) return jsonPath(template, whole)
  const custom = /^custom-columns=(.*)$/s.exec(format)?.[1]
  if (items.length === 0) return ''
  if (custom !== undefined) {
    const columns = custom.split(',').map((column) => {
      const at = column.indexOf(':')
      return { title: column.slice(0, at), path: column.slice(at + 1) }
    })
    const rows = items.map((item) => columns.map(({ path }) => jsonPath(`{${path}}`, item) || '<none>'))
    return table(flags.has('no-headers') ? rows : [columns.map(({ title }) => title), ...rows])
  }
  return [...new Set(objects.map(({ kind }) => kind))]
    .map((kind) => {
      const own = objects.filter((one) => one.kind === kind).map(({ object }) => object)
      const { titles, row } = columnsOf(kind, now, format === 'wide')
      const namespaced = flags.has('A') && kind.namespaced
      const rows = own.map((object) => [
        ...(namespaced ? [object.metadata.namespace ?? ''] : []),
        ...row(object),
      ])
      return table(
        flags.has('no-headers') ? rows : [[...(namespaced ? ['NAMESPACE'] : []), ...titles], ...rows],
      )
    })
    .join('\n')
}

/** Columns with three spaces between, as kubectl prints them. */
function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map(
      (row) =>
        `${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + 3))).join('')}\n`,
    )
    .join('')
}
