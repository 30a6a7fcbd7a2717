'use client'

import { Columns3 } from 'lucide-react'
import { useId, useRef } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { ObjectRow, TableKind } from './table-kind.ts'
import type { ChosenColumns } from './use-columns.ts'

interface ColumnMenuProps<Row extends ObjectRow> {
  kind: TableKind<Row>
  columns: ChosenColumns<Row>
}

/** Which columns one sees. The name always. */
export function ColumnMenu<Row extends ObjectRow>({ kind, columns }: ColumnMenuProps<Row>) {
  const menuId = useId()
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        type="button"
        className="btn q s ico"
        aria-label="Choose columns"
        title="Choose columns"
        popoverTarget={menuId}
        ref={opener}
      >
        <Icon of={Columns3} />
      </button>
      <div
        id={menuId}
        popover="auto"
        className="columns-menu"
        onBeforeToggle={({ currentTarget: menu }) => {
          // A popover lies in the browser's top layer, where it knows nothing of its button.
          const box = opener.current?.getBoundingClientRect()
          if (!box) return
          menu.style.top = `${box.bottom + 4}px`
          menu.style.right = `${document.documentElement.clientWidth - box.right}px`
        }}
      >
        <fieldset>
          <legend className="lbl">Columns</legend>
          {kind.columns
            .filter(({ id }) => id !== 'name')
            .map((column) => (
              <label key={column.id} className="row">
                <input
                  type="checkbox"
                  checked={columns.isShown(column)}
                  onChange={(event) => columns.show(column, event.target.checked)}
                />
                {column.label}
              </label>
            ))}
        </fieldset>
      </div>
    </>
  )
}
