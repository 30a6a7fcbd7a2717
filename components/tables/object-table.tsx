'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { useServer } from '../frame/servers.tsx'
import { useStale } from '../frame/use-liveness.ts'
import { ObjectSplit } from '../objects/object-split.tsx'
import { isOpen, type OpenObject, queryText, withOpen } from '../objects/open-object.ts'
import { useOpenObject } from '../objects/use-open-object.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { useStable } from '../ui/use-stable.ts'
import { createArranger } from './arrange.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { DataTable, type TableOnScreen } from './data-table.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { namespacesOf } from './namespaces.ts'
import { csvName, csvOfRows, saveFile } from './save-csv.ts'
import { type ObjectRow, openedBy, type TableKind } from './table-kind.ts'
import { TableToolbar } from './table-toolbar.tsx'
import { plainView } from './table-view.ts'
import { useColumns } from './use-columns.ts'
import { useLeaving } from './use-leaving.ts'
import { useSelection } from './use-selection.ts'
import { useTableKeys } from './use-table-keys.ts'
import { useTableView } from './use-table-view.ts'

interface ObjectTableProps<Row extends ObjectRow> {
  serverId: string
  kind: TableKind<Row>
  table: ClusterTable<Row>
  /** What can be done with all that is marked. */
  bulk?: ((selected: readonly ObjectRef[]) => ReactNode) | undefined
  /** More beside the badge. */
  tags?: ReactNode
}

/**
 * One kind of object, live: searched, sorted, marked and opened by keys and by mouse, with the drawer beside it.
 * What is shown stands in the address bar, which columns in the browser's memory, and what is marked nowhere.
 */
export function ObjectTable<Row extends ObjectRow>({
  serverId,
  kind,
  table,
  bulk,
  tags,
}: ObjectTableProps<Row>) {
  const { rows, byKey, state } = table
  const server = useServer(serverId)
  const pageIsStale = useStale(server)
  const [view, setView] = useTableView(kind)
  // Typing goes on while a long list is searched.
  const searched = useDeferredValue(view)
  const columns = useColumns(kind)
  const selecting = useSelection(byKey)
  const leaving = useLeaving(byKey)
  const { opened, open } = useOpenObject()
  const [cursor, setCursor] = useState<string | null>(null)
  const [isHelped, setIsHelped] = useState(false)
  const screen = useRef<TableOnScreen>(null)
  const search = useRef<HTMLInputElement>(null)
  const address = useAddress()

  const arranger = useMemo(() => createArranger(kind), [kind])
  const arranged = useMemo(
    () => arranger.arrange(rows, searched, leaving),
    [arranger, rows, searched, leaving],
  )
  const { shown } = arranged
  const uids = useMemo(() => shown.map(({ uid }) => uid), [shown])
  const namespaces = useMemo(() => (kind.namespaced ? namespacesOf(rows) : []), [kind, rows])
  const openedAt = useMemo(
    () => (opened === null ? -1 : shown.findIndex((row) => isOpen(opened, openedBy(kind, row)))),
    [kind, opened, shown],
  )
  const selected = useMemo(
    () => [...selecting.selection].flatMap((uid) => byKey.get(uid) ?? []),
    [selecting.selection, byKey],
  )
  const markedShown = useMemo(
    () => (selecting.selection.size === 0 ? 0 : uids.filter((uid) => selecting.selection.has(uid)).length),
    [selecting.selection, uids],
  )
  const shownColumns = useMemo(
    () => (opened === null ? columns.shown : columns.shown.filter(({ place }) => place && place !== 'title')),
    [columns.shown, opened],
  )

  const openRow = (uid: string): boolean => {
    const row = byKey.get(uid)
    const object = row && openedBy(kind, row)
    setCursor(uid)
    if (!object || isOpen(opened, object)) return false
    open(object)
    return true
  }
  const moveTo = (uid: string): void => {
    setCursor(uid)
    screen.current?.reveal(uid)
  }
  const mark = useStable((uid: string, isRange: boolean) => {
    setCursor(uid)
    if (isRange) selecting.extend(uids, uid)
    else selecting.toggle(uid)
  })
  const openStably = useStable((uid: string) => void openRow(uid))

  useTableKeys({
    shown: uids,
    cursor,
    isOpened: opened !== null,
    pageSize: () => screen.current?.pageSize() ?? 1,
    moveTo,
    open: openRow,
    toggle: selecting.toggle,
    extend: (to) => selecting.extend(uids, to),
    toggleAll: () => selecting.toggleAll(uids),
    clear: selecting.clear,
    search: () => search.current?.select(),
    help: () => setIsHelped(true),
  })

  function neighbour(step: -1 | 1): OpenObject | null {
    const next = openedAt < 0 ? undefined : shown[openedAt + step]
    return next ? openedBy(kind, next) : null
  }

  function save(): void {
    const rowsOfFile = selected.length > 0 ? selected : shown
    saveFile(csvName(server?.name ?? 'server', kind.id, new Date()), csvOfRows(columns.shown, rowsOfFile))
  }

  return (
    <>
      <TableToolbar
        kind={kind}
        fed={table}
        view={view}
        onView={setView}
        namespaces={namespaces}
        counts={arranged.counts}
        shown={shown.length}
        all={rows.length}
        problem={arranged.problem}
        search={search}
        tags={tags}
        columnMenu={<ColumnMenu kind={kind} columns={columns} />}
        onExport={save}
        onHelp={() => setIsHelped(true)}
      />
      <ObjectSplit serverId={serverId} neighbour={neighbour}>
        {arranged.lines.length === 0 ? (
          <div className="page">
            <Empty action={<Button onClick={() => setView(plainView(kind))}>Show all {kind.many}</Button>}>
              No {kind.one} is what this search looks for.
            </Empty>
          </div>
        ) : (
          <DataTable
            kind={kind}
            arranged={arranged}
            columns={shownColumns}
            view={view}
            onView={setView}
            selection={selecting.selection}
            markedShown={markedShown}
            cursor={cursor}
            opened={uids[openedAt] ?? null}
            leaving={leaving}
            stale={state !== 'live' && !pageIsStale}
            address={address}
            screen={screen}
            onMark={mark}
            onMarkAll={() => selecting.toggleAll(uids)}
            onOpen={openStably}
            onCursor={setCursor}
          />
        )}
        {selected.length > 0 && (
          <BulkBar
            selected={selected.length}
            hidden={selected.length - markedShown}
            many={kind.many}
            onClear={selecting.clear}
          >
            {bulk?.(selected.map((row) => kind.refOf(row)))}
          </BulkBar>
        )}
      </ObjectSplit>
      {isHelped && <KeysDialog onClose={() => setIsHelped(false)} />}
    </>
  )
}

/** The address of the page as it stands, with nothing open. */
function useAddress(): string {
  const pathname = usePathname()
  const query = useSearchParams().toString()
  return useMemo(() => pathname + queryText(withOpen(new URLSearchParams(query), null)), [pathname, query])
}
