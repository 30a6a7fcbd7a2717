import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { ShellView } from './shell-view.ts'

/** Screens that a page keeps; each has up to 10,000 rows. */
const MOST = 16
const views = new Map<string, ShellView>()

/** The view of a terminal in this page, made when it is first asked for and kept from then on. */
export function viewOf({ id, title, place, size }: TerminalRow): ShellView {
  const known = views.get(id)
  if (known) return known
  for (const [other] of views) if (views.size >= MOST) forgetView(other)
  const made = new ShellView({ id, title, on: place.on, size })
  views.set(id, made)
  return made
}

/** Of terminals that are no more. */
export function forgetAllBut(ids: ReadonlySet<string>): void {
  for (const [id] of views) if (!ids.has(id)) forgetView(id)
}

function forgetView(id: string): void {
  views.get(id)?.dispose()
  views.delete(id)
}
