import { expect, it } from 'vitest'
import { cleanPaste, countLines, runsLines } from './clean-paste.ts'

it.each([
  ['plain text stays', 'ls -l ~/é漢🧵', 'ls -l ~/é漢🧵'],
  ['tabs and lines stay, in one way', 'a\tb\r\nc\rd\n', 'a\tb\nc\nd\n'],
  ['nothing presses keys', 'a\x03b\x04\x1bc\x7fd\x00\x9b31m', 'abcd31m'],
  ['a bracketed paste cannot be ended early', 'x\x1b[201~; rm -rf /\x1b[200~', 'x[201~; rm -rf /[200~'],
  ['separators of lines are lines', 'a\u2028b', 'a\nb'],
])('%s', (_, given, clean) => {
  expect(cleanPaste(given)).toBe(clean)
})

it('counts lines as a person does', () => {
  expect(['', 'a', 'a\n', 'a\nb', 'a\nb\n'].map(countLines)).toEqual([1, 1, 1, 2, 2])
  expect(['a', 'a\n', 'a\nb'].map(runsLines)).toEqual([false, true, true])
})
