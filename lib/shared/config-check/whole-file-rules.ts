import { isMap } from 'yaml'
import { aboutKey, type CheckContext, type Rule } from './check-context.ts'
import type { Diagnostic, Edit } from './diagnostic.ts'
import type { Entry } from './values-text.ts'

/** Files that are not for this chart, or not for it alone. */
export const wholeFileRules: Rule = (context) => [...wrapped(context), ...otherChart(context)]

/** Whoever deploys BinderHub inside a chart of their own, as mybinder.org does, has all values one level deeper. */
function wrapped({ file }: CheckContext): Diagnostic[] {
  const entry = file.at(['binderhub'])
  if (entry === null) return []
  return [
    aboutKey(
      entry,
      'wrapper-chart',
      'error',
      'These values are for a chart that has BinderHub inside. This one is BinderHub itself: everything under binderhub belongs one level further out.',
      unwrap(file.text, entry, file.entries),
    ),
  ]
}

/** Moves the lines below `binderhub:` to the left. Only where that key is alone, so that nothing else is moved. */
function unwrap(text: string, entry: Entry, entries: readonly Entry[]): Diagnostic['fix'] {
  if (!isMap(entry.node) || entry.node.flow || entries.filter(({ path }) => path.length === 1).length > 1)
    return null
  const first = entries.find(({ path }) => path.length === 2)
  if (first === undefined) return null
  const indent = first.keySpan.from - (text.lastIndexOf('\n', first.keySpan.from - 1) + 1)
  const head = text.indexOf('\n', entry.keySpan.to)
  if (indent < 1 || head < 0) return null
  const edits: Edit[] = [{ from: entry.keySpan.from, to: head + 1, insert: '' }]
  for (let at = head + 1; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const blanks = /^ */.exec(text.slice(at, end < 0 ? text.length : end))?.[0].length ?? 0
    edits.push({ from: at, to: at + Math.min(indent, blanks), insert: '' })
    if (end < 0) break
    at = end + 1
  }
  return { label: 'Unwrap it', edits }
}

const OF_THE_OTHER = ['buildPodsRegistryCredentials', 'dockerApi', 'networkPolicy', 'custom']

/** binderhub-service of 2i2c: another chart, with some of the same words. */
function otherChart({ file }: CheckContext): Diagnostic[] {
  const [mark] = ['binderhub-service', ...OF_THE_OTHER.slice(0, 2)].flatMap((key) => file.at([key]) ?? [])
  return mark === undefined
    ? []
    : [
        aboutKey(
          mark,
          'binderhub-service',
          'error',
          'These are values of binderhub-service, another chart that also builds repositories. Bindery looks after the chart binderhub and cannot use them.',
        ),
      ]
}
