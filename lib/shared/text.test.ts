import { expect, test } from 'vitest'
import { line } from './text.ts'

const name = line('The name', 8)
const saidOf = (value: unknown) => name.safeParse(value).error?.issues[0]?.message

test('a line is trimmed, and its length counts after that', () => {
  expect(name.parse('  binder 1  ')).toBe('binder 1')
})

test.each(['', '   ', '\u00a0\u3000'])('a blank line is missing: %j', (blank) => {
  expect(saidOf(blank)).toBe('The name is missing.')
})

test.each(['a\nb', 'a\n', '\ta', 'a\u2028', 'a\0'])('%j is refused, not repaired', (value) => {
  expect(saidOf(value)).toBe('The name may not contain line breaks or control characters.')
})

test('bounds are said in words', () => {
  expect(saidOf('binder-01')).toBe('The name may have at most 8 characters.')
  expect(saidOf(7)).toBe('The name must be text.')
  expect(line('The word', 8, 3).safeParse(' ab ').error?.issues[0]?.message).toBe(
    'The word needs at least 3 characters.',
  )
})
