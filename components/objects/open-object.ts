import { type ObjectName, objectText, readObjectText } from '../../lib/shared/object-ref.ts'

/** The tabs of the drawer, in their order. A kind has those of them that mean something for it. */
export const tabNames = ['summary', 'values', 'logs', 'events', 'shell', 'yaml'] as const
export type TabName = (typeof tabNames)[number]

/** An object as the address bar names it: whichever bears this name now. */
export type OpenObject = ObjectName

/** What of the query string says which object is open. */
const OPEN = 'open'
const TAB = 'tab'

/** The object that a query string opens, "open=Pod/binder/hub-7d"; null where it names none that pages open. */
export function readOpen(query: URLSearchParams): OpenObject | null {
  return readObjectText(query.get(OPEN) ?? '')
}

/** The tab that a query string names; the first where it names none. */
export function readTab(query: URLSearchParams): TabName {
  return tabNames.find((name) => name === query.get(TAB)) ?? tabNames[0]
}

/** The query with another object open, or (null) none. What else stands in it stays. */
export function withOpen(query: URLSearchParams, object: OpenObject | null, tab?: TabName): URLSearchParams {
  const next = new URLSearchParams(query)
  next.delete(TAB)
  if (object === null) next.delete(OPEN)
  else {
    next.set(OPEN, openText(object))
    if (tab !== undefined && tab !== tabNames[0]) next.set(TAB, tab)
  }
  return next
}

/** "Pod/binder/hub-7d", "Node/binder-01": an object in an address. */
export function openText(object: OpenObject): string {
  return objectText(object)
}

/** A query string with its question mark. Slashes stay as they are: an address is read by people too. */
export function queryText(query: URLSearchParams): string {
  return query.size === 0 ? '' : `?${query.toString().replaceAll('%2F', '/')}`
}

/** True for the object that bears this name, whatever its uid. */
export function isOpen(opened: OpenObject | null, object: OpenObject | null): boolean {
  if (opened === null || object === null) return false
  return opened.kind === object.kind && opened.namespace === object.namespace && opened.name === object.name
}
