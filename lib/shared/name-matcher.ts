import { compile } from './pattern/program.ts'
import { PatternProblem, readPattern } from './pattern/read-pattern.ts'
import { createSearch } from './pattern/search.ts'

/**
 * How a person says which names: `text` is found anywhere in the name, as awk's /jupyter-/ is; a `glob` is the whole
 * name, with * and ?; a `regex` is found anywhere.
 */
export const matchWays = ['text', 'glob', 'regex'] as const

export type MatchWay = (typeof matchWays)[number]

export type NameMatcher = { ok: true; matches(name: string): boolean } | { ok: false; problem: string }

/** Longer than any name of a cluster, which have 253 characters. */
const MAX_LENGTH = 300

/** Which names are meant. Nothing typed means none, and never all. Takes time in proportion to the names, always. */
export function nameMatcher(way: MatchWay, typed: string): NameMatcher {
  const pattern = typed.trim()
  if (pattern === '') return { ok: false, problem: 'Type a part of the name.' }
  if (pattern.length > MAX_LENGTH)
    return { ok: false, problem: `A pattern may have at most ${MAX_LENGTH} characters.` }
  switch (way) {
    case 'text':
      return { ok: true, matches: (name) => name.includes(pattern) }
    case 'glob':
      return search(`^${[...pattern].map(globPart).join('')}$`)
    case 'regex':
      return search(pattern)
  }
}

function globPart(char: string): string {
  if (char === '*') return '.*'
  if (char === '?') return '.'
  return /[A-Za-z0-9]/.test(char) ? char : `\\${char}`
}

function search(pattern: string): NameMatcher {
  try {
    const program = compile(readPattern(pattern))
    if (program) return { ok: true, matches: createSearch(program) }
    return { ok: false, problem: 'The pattern repeats too much in what it repeats.' }
  } catch (error) {
    if (error instanceof PatternProblem) return { ok: false, problem: error.message }
    throw error
  }
}
