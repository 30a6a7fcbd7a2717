import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countLines, cutAtLine } from './line-cut.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('where a marker may stand', () => {
  test('at the target, where a line begins there', () => {
    expect(cutAtLine(4).take(bytes('one\ntwo\n'), 0)).toBe(4)
  })

  test('after the line that the target is in', () => {
    expect(cutAtLine(5).take(bytes('one\ntwo\nthree'), 0)).toBe(8)
  })

  test('in a later frame, when the line ends there', () => {
    const cut = cutAtLine(5)
    expect(cut.take(bytes('one\ntw'), 0)).toBeNull()
    expect(cut.take(bytes('o'), 6)).toBeNull()
    expect(cut.take(bytes('\nthree'), 7)).toBe(1)
  })

  test('when the newline was the last byte of the frame before', () => {
    const cut = cutAtLine(4)
    expect(cut.take(bytes('one\n'), 0)).toBe(4)
  })

  test('only once', () => {
    const cut = cutAtLine(0)
    expect(cut.take(bytes('a\n'), 0)).toBe(0)
    expect(cut.take(bytes('b\n'), 2)).toBeNull()
  })

  test('however the stream is cut into frames, the marker stands at the same line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', '\n', 'ü'), { minLength: 1, maxLength: 40 }),
        fc.nat(60),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (parts, target, sizes) => {
          const whole = bytes(parts.join(''))
          const expected = cutAtLine(target).take(whole, 0)
          const cut = cutAtLine(target)
          let found: number | null = null
          for (let at = 0, turn = 0; at < whole.length; turn++) {
            const size = sizes[turn % sizes.length]!
            const index = cut.take(whole.subarray(at, at + size), at)
            if (index !== null) found = at + index
            at += size
          }
          expect(found).toBe(expected)
        },
      ),
    )
  })
})

test('lines are counted by their ends', () => {
  expect(countLines(bytes('a\nb\nc'))).toBe(2)
  expect(countLines(bytes('a\nb\nc\n'), 3)).toBe(1)
  expect(countLines(new Uint8Array())).toBe(0)
})
