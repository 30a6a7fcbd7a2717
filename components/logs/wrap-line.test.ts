import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowsOf, wrapLine } from './wrap-line.ts'

const rows = (text: string, columns: number): string[] => {
  const breaks = wrapLine(text, columns) ?? []
  return [0, ...breaks].map((from, index) => text.slice(from, breaks[index] ?? text.length))
}

it('leaves what fits', () => {
  expect(wrapLine('', 10)).toBeNull()
  expect(wrapLine('0123456789', 10)).toBeNull()
})

it('breaks behind blanks, slashes and dashes, and in a word only where it must', () => {
  expect(rows('extension was successfully loaded', 16)).toEqual(['extension was ', 'successfully ', 'loaded'])
  expect(rows('http://host/user/somebody/lab', 20)).toEqual(['http://host/user/', 'somebody/lab'])
  expect(rows('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)])
})

it('counts wide characters, marks and tabs', () => {
  expect(rowsOf('日本語日本語', 6)).toBe(2)
  expect(rowsOf('e\u0301'.repeat(10), 10)).toBe(1)
  expect(rowsOf('a\tb', 8)).toBe(2)
})

it('loses nothing, and ends, for any line and any width', () => {
  const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }))
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 60 }), (line, columns) => {
      const parts = rows(line, columns)
      expect(parts.join('')).toBe(line)
      for (const part of parts.slice(0, -1)) expect(part.length).toBeGreaterThan(0)
    }),
    { numRuns: 3_000 },
  )
})
