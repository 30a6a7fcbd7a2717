import { aboutKey, type CheckContext, type Rule } from './check-context.ts'
import type { Diagnostic, Fix } from './diagnostic.ts'
import { removeEntry } from './remove-entry.ts'
import { type Renamed, renamedKeys } from './renamed-keys.ts'
import { setAt } from './set-at.ts'
import type { Entry } from './values-text.ts'

/** Keys of older charts, each with its new place and, where nothing stands there yet, a button that moves it. */
export const renamedRules: Rule = (context) =>
  renamedKeys.flatMap((renamed) => {
    const entry = context.file.at(renamed.from.split('.'))
    return entry === null ? [] : [finding(context, entry, renamed)]
  })

function finding(context: CheckContext, entry: Entry, { from, to, note }: Renamed): Diagnostic {
  const silent = from.startsWith('config.')
  const what = to === null ? `${from} is gone.` : `${from} is ${to} now.`
  const effect = silent ? 'As it stands it does nothing.' : 'Helm refuses it where it stands.'
  return aboutKey(
    entry,
    'renamed-key',
    silent && to !== null ? 'warning' : 'error',
    [what, note ?? effect].join(' '),
    to === null || note !== undefined ? null : mover(context, entry, to),
  )
}

/** Null where something stands in the new place already: which of the two is meant, a person has to say. */
function mover({ file }: CheckContext, entry: Entry, to: string): Fix | null {
  const path = to.split('.')
  // Beside its old place only the key changes, whatever stands behind it.
  if (path.slice(0, -1).join('.') === entry.path.slice(0, -1).join('.') && file.at(path) === null)
    return { label: `Write ${path.at(-1)}`, edits: [{ ...entry.keySpan, insert: path.at(-1) ?? '' }] }
  if (entry.node === null || file.at(path) !== null) return null
  const value = file.text.slice(entry.valueSpan.from, entry.valueSpan.to)
  // Blocks would have to be indented anew, comments and all: that is left to a person.
  if (value.includes('\n')) return null
  const added = setAt(file, path, value)
  if (added === null) return null
  return { label: 'Move it for me', edits: [removeEntry(file, entry), added] }
}
