import type { WordNode } from 'just-bash'
import type { WordPart } from './ast.ts'

/**
 * `name=(a "b c")` as an argument of `local` or `declare`, which just-bash leaves as one word: its name and the words
 * in the brackets. Null for any other word.
 */
export function declaredArray({ parts }: WordNode): { name: string; words: WordNode[] } | null {
  const [first, ...rest] = parts
  const last = parts.at(-1)
  if (first?.type !== 'Literal' || last?.type !== 'Literal' || !last.value.endsWith(')')) return null
  const [whole = '', name = ''] = /^([A-Za-z_]\w*)=\(/.exec(first.value) ?? []
  if (name === '') return null
  const inner: WordPart[] =
    rest.length === 0
      ? [{ type: 'Literal', value: first.value.slice(whole.length, -1) }]
      : [
          { type: 'Literal', value: first.value.slice(whole.length) },
          ...rest.slice(0, -1),
          { type: 'Literal', value: last.value.slice(0, -1) },
        ]
  return { name, words: splitAtBlanks(inner) }
}

function splitAtBlanks(parts: readonly WordPart[]): WordNode[] {
  const words: WordNode[] = []
  let current: WordPart[] = []
  const close = (): void => {
    if (current.length > 0) words.push({ type: 'Word', parts: current })
    current = []
  }
  for (const part of parts) {
    if (part.type !== 'Literal') {
      current.push(part)
      continue
    }
    for (const [index, text] of part.value.split(/\s+/).entries()) {
      if (index > 0) close()
      if (text !== '') current.push({ type: 'Literal', value: text })
    }
  }
  close()
  return words
}
