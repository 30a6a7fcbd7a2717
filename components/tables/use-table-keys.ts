'use client'

import { useEffect, useEffectEvent } from 'react'
import { enterDrawer, ownsItsKeys } from '../objects/drawer-keys.ts'

/** What the keys of a table do. Rows are named by their uid, in the order in which they stand. */
export interface TableKeys {
  shown: readonly string[]
  /** The row on which the keys work; null before the first. */
  cursor: string | null
  /** True while an object is open beside the table: Esc is the drawer's. */
  isOpened: boolean
  /** Rows that one sees at once. */
  pageSize(): number
  moveTo(uid: string): void
  /** Opens the row; false where it is open already. */
  open(uid: string): boolean
  toggle(uid: string): void
  extend(to: string): void
  toggleAll(): void
  clear(): void
  search(): void
  help(): void
}

/** The keys of the one table of a page. They work wherever the focus is, but in fields, dialogs and the drawer. */
export function useTableKeys(keys: TableKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || ownsItsKeys(event.target) || isIn(event.target, '.drawer, [popover]'))
      return
    if (act(keys, event)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

/** True where the key meant something here. */
function act(keys: TableKeys, event: KeyboardEvent): boolean {
  const { key, shiftKey } = event
  const modified = event.ctrlKey || event.metaKey
  if (event.altKey || (modified && key.toLowerCase() !== 'a')) return false
  if (modified) return done(keys.toggleAll)
  const { cursor } = keys
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return move(keys, 1, shiftKey)
    case 'ArrowUp':
    case 'k':
      return move(keys, -1, shiftKey)
    case 'PageDown':
      return move(keys, keys.pageSize(), shiftKey)
    case 'PageUp':
      return move(keys, -keys.pageSize(), shiftKey)
    case 'Home':
      return move(keys, Number.NEGATIVE_INFINITY, shiftKey)
    case 'End':
      return move(keys, Number.POSITIVE_INFINITY, shiftKey)
    case ' ':
      // A button or a link that has the focus is pressed by it.
      return cursor !== null && !isIn(event.target, CONTROLS) && done(() => keys.toggle(cursor))
    case 'x':
      return cursor !== null && done(() => keys.toggle(cursor))
    case 'X':
      return cursor !== null && done(() => keys.extend(cursor))
    case 'Enter':
      return (
        cursor !== null && !isIn(event.target, CONTROLS) && done(() => keys.open(cursor) || enterDrawer())
      )
    case 'Escape':
      return !keys.isOpened && done(keys.clear)
    case '/':
      return done(keys.search)
    case '?':
      return done(keys.help)
    default:
      return false
  }
}

function move({ shown, cursor, moveTo, extend }: TableKeys, by: number, extending: boolean): boolean {
  const at = cursor === null ? -1 : shown.indexOf(cursor)
  const wanted = at < 0 ? (by < 0 ? shown.length - 1 : 0) : at + by
  const to = shown[Math.min(shown.length - 1, Math.max(0, wanted))]
  if (to === undefined) return false
  if (extending) {
    // The row on which a range begins is part of it.
    if (cursor !== null) extend(cursor)
    extend(to)
  }
  moveTo(to)
  return true
}

const CONTROLS = 'a, button, summary, [role=tab], input'

function done(work: () => unknown): true {
  work()
  return true
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}
