import { parseDocument, type Scalar } from 'yaml'
import type { CheckContext, Rule } from './check-context.ts'
import type { Diagnostic } from './diagnostic.ts'
import { quoted } from './quoted.ts'

/**
 * Values that Helm reads otherwise than most people and most editors do: `yes` is true, `010` is eight. Every plain
 * scalar whose reading in YAML 1.1 and 1.2 differ is named.
 */
export const readingRules: Rule = (context) => [...differentReadings(context), ...equalKeys(context)]

const SUSPICIOUS =
  /^(y|n|yes|no|on|off|[-+]?0[0-7_]+|[-+]?0b[01_]+|[-+]?\d[\d_]*_[\d_]*|[-+]?\d+(:[0-5]?\d)+(\.\d+)?)$/i

function differentReadings({ file }: CheckContext): Diagnostic[] {
  return file.scalars.flatMap(({ node, span }) => {
    const source = file.text.slice(span.from, span.to)
    if (node.type !== 'PLAIN' || !SUSPICIOUS.test(source)) return []
    const elsewhere: unknown = parseDocument(source, { version: '1.2' }).toJS()
    if (elsewhere === node.value) return []
    return [
      {
        rule: 'yaml-1.1',
        severity: 'warning' as const,
        ...span,
        message: `Helm reads ${source} as ${String(node.value)}, other programs as ${JSON.stringify(elsewhere)}. Say which you mean.`,
        fix: { label: `Write ${fixOf(node, source)}`, edits: [{ ...span, insert: fixOf(node, source) }] },
      },
    ]
  })
}

/** What Helm reads now, so that pressing the button changes nothing but the doubt. */
function fixOf({ value }: Scalar, source: string): string {
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : quoted(source)
}

function equalKeys({ file }: CheckContext): Diagnostic[] {
  const last = new Map(file.entries.map((entry) => [entry.path.join('\0'), entry]))
  const counts = new Map<string, number>()
  for (const { path } of file.entries) counts.set(path.join('\0'), (counts.get(path.join('\0')) ?? 0) + 1)
  // Of a map that stands there twice, the map is named, and not everything in it.
  const isInside = (path: readonly string[]): boolean =>
    path.some((_, depth) => depth > 0 && (counts.get(path.slice(0, depth).join('\0')) ?? 0) > 1)
  return file.entries.flatMap((entry) => {
    const winner = last.get(entry.path.join('\0'))
    if (winner === entry || winner === undefined || entry.key === '<<' || isInside(entry.path)) return []
    const line = file.text.slice(0, winner.keySpan.from).split('\n').length
    return [
      {
        rule: 'duplicate-key',
        severity: 'error' as const,
        ...entry.keySpan,
        message: `${entry.path.join('.')} stands here twice. Helm takes the later one, in line ${line}, and forgets all of this one.`,
        fix: null,
      },
    ]
  })
}
