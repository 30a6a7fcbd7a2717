/** What is looked for: words as they stand, or a pattern. */
export interface Wanted {
  text: string
  isPattern: boolean
}

/** Hits of one line that are marked, at most. */
const MOST_OF_LINE = 50

/**
 * The regular expression for what is wanted; null for nothing and for what is no pattern. Capitals count where there
 * are any in it, as in ripgrep's smart case.
 */
export function expressionFor({ text, isPattern }: Wanted): RegExp | null {
  if (text === '') return null
  const source = isPattern ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  try {
    // A letter behind a backslash is a class, not a letter.
    const flags = /\p{Lu}/u.test(text.replace(/\\./g, '')) ? 'gu' : 'giu'
    return new RegExp(source, flags)
  } catch {
    return null
  }
}

/** Where a line has it: beginnings and ends, flat. Empty where it does not. */
export function hitsOf(line: string, expression: RegExp): number[] {
  const hits: number[] = []
  expression.lastIndex = 0
  for (
    let found = expression.exec(line);
    found && hits.length < 2 * MOST_OF_LINE;
    found = expression.exec(line)
  ) {
    // A hit of no length is shown as nothing, and would be found without end.
    if (found[0] === '') expression.lastIndex += 1
    else hits.push(found.index, found.index + found[0].length)
  }
  return hits
}

/** What the worker is asked, and what it says: for each line that has hits, its place in the batch and its hits. */
export interface SearchBatch {
  batch: number
  wanted: Wanted
  lines: string[]
}

export interface SearchAnswer {
  batch: number
  hits: [number, number[]][]
}

/** What the worker says: that it has begun, and then an answer to each batch. */
export type SearchSays = 'ready' | SearchAnswer

/** Looks through a batch. May take for ever with a pattern that was made to: that is why it is done in a worker. */
export function searchBatch({ batch, wanted, lines }: SearchBatch): SearchAnswer {
  const expression = expressionFor(wanted)
  const hits: [number, number[]][] = []
  if (expression)
    for (const [index, line] of lines.entries()) {
      const found = hitsOf(line, expression)
      if (found.length > 0) hits.push([index, found])
    }
  return { batch, hits }
}
