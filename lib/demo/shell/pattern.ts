/** A piece of an expanded word. Characters of a quoted one have no special meaning. */
export interface Piece {
  text: string
  quoted: boolean
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** The source of a regular expression for a bash pattern. `star`: what `*` stands for. */
export function patternSource(pieces: readonly Piece[], star: '.' | '[^/]' = '.', greedy = true): string {
  return pieces.map(({ text, quoted }) => (quoted ? literal(text) : unquoted(text, star, greedy))).join('')
}

/** True when the whole text fits the pattern. */
export function matches(text: string, pieces: readonly Piece[]): boolean {
  return new RegExp(`^(?:${patternSource(pieces)})$`, 'su').test(text)
}

export function hasPattern(pieces: readonly Piece[]): boolean {
  return pieces.some(({ text, quoted }) => !quoted && /[*?[]/.test(text))
}

function unquoted(text: string, star: string, greedy: boolean): string {
  let source = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '*') source += `${star}*${greedy ? '' : '?'}`
    else if (char === '?') source += star
    else if (char === '\\') source += literal(text[++at] ?? '\\')
    else if (char === '[') {
      const set = bracket(text, at)
      source += set ? set.source : '\\['
      if (set) at = set.end
    } else source += literal(char)
  }
  return source
}

const CLASSES: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  print: '\\x20-\\x7e',
}

/** A bracket expression that begins at `start`; null where it is never closed. */
function bracket(text: string, start: number): { source: string; end: number } | null {
  let at = start + 1
  const negated = text[at] === '!' || text[at] === '^'
  if (negated) at += 1
  let inside = ''
  for (let first = true; at < text.length; first = false) {
    const named = /^\[:(\w+):\]/.exec(text.slice(at))
    if (named) {
      inside += CLASSES[named[1] ?? ''] ?? ''
      at += named[0].length
      continue
    }
    const char = text[at] ?? ''
    if (char === ']' && !first) return { source: `[${negated ? '^' : ''}${inside}]`, end: at }
    inside += char === '-' ? '-' : char.replace(/[\\\]^[&]/, '\\$&')
    at += 1
  }
  return null
}
