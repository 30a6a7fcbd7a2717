import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type MatchWay, nameMatcher } from './name-matcher.ts'

const NAMES = ['jupyter-ada-1', 'jupyter-bob-2', 'hub-69dd7cd8b7-hb2dv', 'build-ada-x', 'hub-db-dir']
const matched = (way: MatchWay, pattern: string) => {
  const matcher = nameMatcher(way, pattern)
  if (!matcher.ok) throw new Error(matcher.problem)
  return NAMES.filter(matcher.matches)
}

it.each<[MatchWay, string, string[]]>([
  // The tutorial's line: kubectl get pods | awk '/jupyter-xxxx-/{print $1}' | xargs kubectl delete pod
  ['text', 'jupyter-ada-', ['jupyter-ada-1']],
  ['text', ' ada ', ['jupyter-ada-1', 'build-ada-x']],
  ['text', '.*', []],
  ['glob', 'jupyter-*', ['jupyter-ada-1', 'jupyter-bob-2']],
  ['glob', 'jupyter-???-2', ['jupyter-bob-2']],
  ['glob', 'ada', []],
  ['glob', 'hub-db.dir', []],
  ['regex', 'ada|bob', ['jupyter-ada-1', 'jupyter-bob-2', 'build-ada-x']],
  ['regex', '^(hub|build)-', ['hub-69dd7cd8b7-hb2dv', 'build-ada-x', 'hub-db-dir']],
  ['regex', '-[0-9]$', ['jupyter-ada-1', 'jupyter-bob-2']],
  ['regex', String.raw`-\d+\w{9}-`, ['hub-69dd7cd8b7-hb2dv']],
])('%s %j', (way, pattern, names) => {
  expect(matched(way, pattern)).toEqual(names)
})

it('nothing typed is nobody, and not everybody', () => {
  for (const way of ['text', 'glob', 'regex'] as const)
    for (const nothing of ['', '  ']) expect(nameMatcher(way, nothing).ok).toBe(false)
})

it.each([
  ['(a', 'A bracket ( is not closed.'],
  ['a)', 'A bracket ) closes nothing.'],
  ['[a', 'A bracket [ is not closed.'],
  ['*a', 'There is nothing before * to repeat.'],
  ['a**', 'Two repeats follow each other.'],
  ['a{5,2}', '{5,2} is the wrong way round.'],
  ['a{9999}', 'A repeat goes up to 200.'],
  ['[z-a]', 'z-a is the wrong way round.'],
  [String.raw`(a)\1`, String.raw`\1 is not understood here.`],
  ['(?=a)', '(?…) is not understood here, but for (?:…).'],
  ['a\\', String.raw`Nothing follows the last \.`],
  ['((a{99}){99}){99}', 'The pattern repeats too much in what it repeats.'],
  ['('.repeat(200), 'There are too many brackets in brackets.'],
  ['a'.repeat(301), 'A pattern may have at most 300 characters.'],
])('says what is wrong with %j', (pattern, problem) => {
  expect(nameMatcher('regex', pattern)).toEqual({ ok: false, problem })
})

it('no pattern takes long, also where JavaScript would take years', () => {
  const name = `${'a'.repeat(250)}!`
  const began = performance.now()
  for (const bomb of [
    '(a+)+$',
    '(a|aa)+$',
    '(a*)*b',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a?){100}a{100}$',
    '(.*)*x',
  ])
    for (let times = 0; times < 100; times++) {
      const matcher = nameMatcher('regex', bomb)
      if (!matcher.ok) throw new Error(matcher.problem)
      matcher.matches(name)
    }
  expect(performance.now() - began).toBeLessThan(5_000)
})

/** Patterns that JavaScript understands the same way, small enough that it answers. */
const patterns = fc.letrec<{ whole: string }>((tie) => {
  const char = fc.constantFrom(
    'a',
    'b',
    '-',
    '.',
    '[ab]',
    '[^a]',
    '[a-]',
    String.raw`\w`,
    String.raw`\.`,
    String.raw`\d`,
  )
  const inside = fc.oneof(
    { weight: 4, arbitrary: char },
    { weight: 1, arbitrary: tie('whole').map((one) => `(${one})`) },
  )
  const repeat = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?')
  const piece = fc.tuple(inside, repeat).map((parts) => parts.join(''))
  const row = fc.array(
    fc.oneof({ weight: 8, arbitrary: piece }, { weight: 1, arbitrary: fc.constantFrom('^', '$') }),
    {
      maxLength: 4,
    },
  )
  return {
    whole: fc
      .array(
        row.map((parts) => parts.join('')),
        { minLength: 1, maxLength: 3 },
      )
      .map((all) => all.join('|')),
  }
}).whole

it('finds what a regular expression of JavaScript finds', () => {
  const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '1'), maxLength: 10 }), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(patterns, names, (pattern, texts) => {
      const matcher = nameMatcher('regex', pattern)
      fc.pre(matcher.ok && pattern.trim() !== '')
      const theirs = new RegExp(pattern)
      for (const text of texts)
        expect([pattern, text, matcher.ok && matcher.matches(text)]).toEqual([
          pattern,
          text,
          theirs.test(text),
        ])
    }),
    { numRuns: 3_000 },
  )
})

it('stays right and small where it has to forget', () => {
  const matcher = nameMatcher('regex', 'a.{150}b')
  if (!matcher.ok) throw new Error(matcher.problem)
  const text = Array.from({ length: 20_000 }, (_, index) => ((index * 7919) % 13 < 6 ? 'a' : 'c')).join('')
  expect(matcher.matches(text)).toBe(false)
  const at = text.indexOf('a', 500)
  expect(matcher.matches(`${text.slice(0, at + 151)}b`)).toBe(true)
})

it('any text at all is a pattern or gets a reason', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<MatchWay>('text', 'glob', 'regex'),
      fc.string(),
      fc.string(),
      (way, pattern, name) => {
        const matcher = nameMatcher(way, pattern)
        if (matcher.ok) matcher.matches(name)
        else expect(matcher.problem).toMatch(/\.$/)
      },
    ),
    { numRuns: 3_000 },
  )
})

it('a glob is whole, and takes every other character for itself', () => {
  const name = fc.string({
    unit: fc.constantFrom('a', 'b', '-', '.', '(', '[', '^', '$', '\\', '{'),
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(name, name, (one, other) => {
      const matcher = nameMatcher('glob', one)
      fc.pre(matcher.ok)
      expect(matcher.ok && matcher.matches(one)).toBe(true)
      expect(matcher.ok && matcher.matches(other)).toBe(one === other)
      const starred = nameMatcher('glob', `${one}*`)
      expect(starred.ok && starred.matches(other)).toBe(other.startsWith(one))
    }),
  )
})
