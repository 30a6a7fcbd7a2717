/** Where keys mean something else than for the page: fields, terminals, dialogs that lie over it. */
const OWN_KEYS =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog, [data-own-keys]'

/** True where single keys and Esc belong to what has the focus. */
export function ownsItsKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_KEYS) !== null
}

/** True where an element lies over the whole page, as the drawer does on phones. */
export function coversThePage(element: Element): boolean {
  return getComputedStyle(element).position === 'fixed'
}

/** Moves the focus into the open drawer; false where none is open. */
export function enterDrawer(): boolean {
  const drawer = document.querySelector<HTMLElement>('.drawer')
  drawer?.focus()
  return drawer !== null
}
