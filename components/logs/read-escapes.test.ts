import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readEscapes } from './read-escapes.ts'

it('leaves a plain line as it is', () => {
  const line = 'Zürich 日本 \t tab 😀 العربية'
  expect(readEscapes(line)).toEqual({ text: line, looks: null })
})

it('keeps colours, as names', () => {
  expect(readEscapes('\u001b[31mred\u001b[0m and \u001b[1;92mbold green\u001b[m')).toEqual({
    text: 'red and bold green',
    looks: [
      { from: 0, look: 'c1' },
      { from: 3, look: '' },
      { from: 8, look: 'c10 bold' },
      { from: 18, look: '' },
    ],
  })
  expect(readEscapes('\u001b[38;5;196mx\u001b[38;2;0;0;1my\u001b[30mz').looks).toEqual([
    { from: 0, look: 'c9' },
    { from: 1, look: 'c8' },
  ])
})

it.each([
  ['a title', '\u001b]0;owned\u0007text', 'text'],
  ['a link', '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\ here', 'click here'],
  ['a clipboard', '\u001b]52;c;ZXZpbA==\u0007x', 'x'],
  ['a screen cleared', 'a\u001b[2J\u001b[Hb', 'ab'],
  ['a device string', '\u001bP+q544e\u001b\\x', 'x'],
  ['8-bit sequences', 'a\u009b2Jb\u009d0;t\u0007c', 'abc'],
  ['another character set', '\u001b(0abc', 'abc'],
  ['a progress bar', ' 10 %\r 50 %\r100 %', '100 %'],
  ['lines of Windows', 'text\r', 'text'],
  ['a bell', 'ding\u0007', 'ding\\x07'],
  ['a null', 'a\u0000b', 'a\\x00b'],
  ['text turned around', 'a\u202eexe.txt', 'a\\u202eexe.txt'],
  ['another line', 'a\u2028b', 'a\\u2028b'],
  ['an order that never ends', 'a\u001b]0;the rest is still here', 'a\\x1b]0;the rest is still here'],
  ['an order that is cut off', 'a\u001b[31', 'a\\x1b[31'],
  ['a lone escape', 'a\u001b', 'a\\x1b'],
])('makes %s harmless', (_, raw, text) => {
  expect(readEscapes(raw).text).toBe(text)
})

it('lets no control character through, whatever comes', () => {
  const pieces = fc.constantFrom(
    '\u001b',
    '[',
    ']',
    '31m',
    '\u0007',
    '\u009b',
    ';',
    'm',
    'x',
    '\u202e',
    '\r',
    '8;;',
    '\\',
    '\u0090',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const { text, looks } = readEscapes(parts.join(''))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
      expect(text).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]/)
      for (const { from } of looks ?? []) expect(from).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 3_000 },
  )
})

it('takes no time for a line that was made to take some', () => {
  const began = performance.now()
  for (const piece of ['\u001b]', '\u001b[', '\u001b[31m', '\u009d', '\u001b[1;1;1;1;1', '\r'])
    readEscapes(piece.repeat(32_768 / piece.length))
  expect(performance.now() - began).toBeLessThan(2_000)
})
