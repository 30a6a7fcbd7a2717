import { aboutKey, type Rule } from './check-context.ts'
import type { Diagnostic } from './diagnostic.ts'
import { knownTraits } from './known-traits.ts'
import { nearest } from './nearest.ts'
import { renamedKeys } from './renamed-keys.ts'
import type { Entry } from './values-text.ts'

const renamed = new Set(renamedKeys.map(({ from }) => from))

/** Names under `config` that nobody reads. What was renamed has a rule of its own, which says more. */
export const traitRules: Rule = ({ file }) =>
  file.entries.flatMap((entry) => {
    const [root, group, , ...deeper] = entry.path
    if (root !== 'config' || group === undefined || deeper.length > 0 || entry.key === '<<') return []
    if (renamed.has(entry.path.join('.')) || group === 'registry') return []
    if (entry.path.length === 2) return unknown(entry, Object.keys(knownTraits), 'class', 'warning')
    const traits = Object.hasOwn(knownTraits, group) ? knownTraits[group] : undefined
    return traits === undefined ? [] : unknown(entry, traits, `setting of ${group}`, 'warning')
  })

function unknown(
  entry: Entry,
  known: readonly string[],
  what: string,
  severity: Diagnostic['severity'],
): Diagnostic[] {
  if (known.includes(entry.key)) return []
  const meant = nearest(entry.key, known)
  return [
    meant === null
      ? aboutKey(
          entry,
          'unknown-trait',
          'info',
          `Bindery knows no ${what} of this name. Helm takes it; BinderHub passes over what it does not know.`,
        )
      : aboutKey(
          entry,
          'unknown-trait',
          severity,
          `There is no ${what} ${entry.key}; ${meant} there is. Helm would take it, and it would do nothing.`,
          {
            label: `Write ${meant}`,
            edits: [{ ...entry.keySpan, insert: meant }],
          },
        ),
  ]
}
