import type { Tree } from './program.ts'

/** Groups in groups, and repeats: deeper than anybody reads. */
const MAX_DEPTH = 50
const MAX_REPEAT = 200

const WORD = (code: number): boolean => /\w/.test(String.fromCharCode(code))
const DIGIT = (code: number): boolean => code >= 48 && code <= 57
const SPACE = (code: number): boolean => /\s/.test(String.fromCharCode(code))
const CLASSES: Readonly<Record<string, (code: number) => boolean>> = {
  d: DIGIT,
  D: (code) => !DIGIT(code),
  w: WORD,
  W: (code) => !WORD(code),
  s: SPACE,
  S: (code) => !SPACE(code),
}

/** Why a text is no pattern, for the person who types it. */
export class PatternProblem extends Error {}

/**
 * Reads a regular expression as awk, grep -E and JavaScript understand it: characters, `.`, `[a-z]`, `\d`, `|`, groups,
 * `* + ? {2,5}`, `^` and `$`. What cannot be searched for in time, such as `\1` and `(?=…)`, is refused.
 * Throws PatternProblem.
 */
export function readPattern(text: string): Tree {
  let at = 0
  let depth = 0

  function choice(): Tree {
    const parts = [sequence()]
    while (text[at] === '|') {
      at += 1
      parts.push(sequence())
    }
    const [only] = parts
    return parts.length === 1 && only ? only : { is: 'choice', parts }
  }

  function sequence(): Tree {
    const parts: Tree[] = []
    while (at < text.length && text[at] !== '|' && text[at] !== ')') parts.push(repeated(atom()))
    return { is: 'sequence', parts }
  }

  function repeated(part: Tree): Tree {
    const range = repeatAt()
    if (!range) return part
    // A lazy repeat finds the same texts.
    if (text[at] === '?') at += 1
    if (repeatAt()) throw new PatternProblem('Two repeats follow each other.')
    if (part.is === 'begin' || part.is === 'end') throw new PatternProblem('^ and $ cannot be repeated.')
    return { is: 'repeat', part, ...range }
  }

  function repeatAt(): { least: number; most: number } | null {
    const [whole, simple, least, comma, most] =
      /^(?:([*+?])|\{(\d{1,4})(,)?(\d{1,4})?\})/.exec(text.slice(at, at + 12)) ?? []
    if (whole === undefined) return null
    at += whole.length
    if (simple !== undefined)
      return { least: simple === '+' ? 1 : 0, most: simple === '?' ? 1 : Number.POSITIVE_INFINITY }
    const from = Number(least)
    const to = most !== undefined ? Number(most) : comma === undefined ? from : Number.POSITIVE_INFINITY
    if (to < from) throw new PatternProblem(`{${least},${most}} is the wrong way round.`)
    if (from > MAX_REPEAT || (to > MAX_REPEAT && to !== Number.POSITIVE_INFINITY))
      throw new PatternProblem(`A repeat goes up to ${MAX_REPEAT}.`)
    return { least: from, most: to }
  }

  function atom(): Tree {
    const char = text[at] ?? ''
    at += 1
    switch (char) {
      case '(':
        return group()
      case '[':
        return oneOf()
      case '.':
        return { is: 'char', fits: (code) => code !== 10 && code !== 13 }
      case '^':
        return { is: 'begin' }
      case '$':
        return { is: 'end' }
      case '\\':
        return { is: 'char', fits: escaped() }
      case '*':
      case '+':
      case '?':
        throw new PatternProblem(`There is nothing before ${char} to repeat.`)
      default:
        return { is: 'char', fits: exactly(char) }
    }
  }

  function group(): Tree {
    if (text[at] === '?') {
      if (text[at + 1] !== ':') throw new PatternProblem('(?…) is not understood here, but for (?:…).')
      at += 2
    }
    depth += 1
    if (depth > MAX_DEPTH) throw new PatternProblem('There are too many brackets in brackets.')
    const inside = choice()
    depth -= 1
    if (text[at] !== ')') throw new PatternProblem('A bracket ( is not closed.')
    at += 1
    return inside
  }

  function oneOf(): Tree {
    const not = text[at] === '^'
    if (not) at += 1
    const fits: ((code: number) => boolean)[] = []
    for (let first = true; first || text[at] !== ']'; first = false) {
      if (at >= text.length) throw new PatternProblem('A bracket [ is not closed.')
      fits.push(member())
    }
    at += 1
    return { is: 'char', fits: (code) => fits.some((one) => one(code)) !== not }
  }

  /** A character, a range or a class of `[…]`. */
  function member(): (code: number) => boolean {
    const from = text.charCodeAt(at)
    at += 1
    if (text[at - 1] === '\\') return escaped()
    if (text[at] !== '-' || at + 1 >= text.length || text[at + 1] === ']') return (code) => code === from
    const to = text.charCodeAt(at + 1)
    if (text[at + 1] === '\\') throw new PatternProblem('A range ends with a plain character.')
    if (to < from) throw new PatternProblem(`${text.slice(at - 1, at + 2)} is the wrong way round.`)
    at += 2
    return (code) => code >= from && code <= to
  }

  function escaped(): (code: number) => boolean {
    const char = text[at]
    if (char === undefined) throw new PatternProblem('Nothing follows the last \\.')
    at += 1
    const known = CLASSES[char]
    if (known) return known
    if (/[A-Za-z0-9]/.test(char)) throw new PatternProblem(`\\${char} is not understood here.`)
    return exactly(char)
  }

  const tree = choice()
  if (at < text.length) throw new PatternProblem('A bracket ) closes nothing.')
  return tree
}

function exactly(char: string): (code: number) => boolean {
  const code = char.charCodeAt(0)
  return (one) => one === code
}
