/** Part of a text, by offsets in UTF-16 units. `to` is the first that no longer belongs to it. */
export interface Span {
  from: number
  to: number
}

/** A change of a text: what stands in the span is replaced. */
export interface Edit extends Span {
  insert: string
}

/**
 * What a check has to say of a values file. `error`: Helm or Kubernetes would refuse it, or nothing could be launched.
 * `warning`: it is taken, and does something else than it seems to. `info`: worth knowing.
 */
export interface Diagnostic extends Span {
  /** Id of the rule, for tests and for help: it never changes. */
  rule: string
  severity: 'error' | 'warning' | 'info'
  /** What is so, and what follows from it. */
  message: string
  /** What one press of a button does about it. */
  fix: Fix | null
}

export interface Fix {
  /** "Write 8G" */
  label: string
  edits: readonly Edit[]
}

/** The text after these edits, which may not overlap. Throws a RangeError where they do. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let changed = ''
  let at = 0
  for (const { from, to, insert } of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < at || to < from || to > text.length) throw new RangeError('These edits do not fit the text.')
    changed += text.slice(at, from) + insert
    at = to
  }
  return changed + text.slice(at)
}
