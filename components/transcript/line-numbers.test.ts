import { describe, expect, it } from 'vitest'
import { numbersFrom } from './line-numbers.ts'

/** A buffer of rows: "+" goes on with the line before, "~" is one of ours. */
const bufferOf = (rows: string) => ({
  rows: {
    length: rows.length,
    getLine: (row: number) => ({ isWrapped: rows[row] === '+' }) as never,
  },
  isOurs: (row: number) => rows[row] === '~',
})

const numbers = (text: string, top: number, anchor = { row: 0, lines: 0 }, height = 4) => {
  const { rows, isOurs } = bufferOf(text)
  return numbersFrom(rows, top, { height, end: text.length, anchor, isOurs })
}

describe('the numbers of lines', () => {
  it('begin with 1 and count a line once, however many rows it takes', () => {
    expect(numbers('.+.+..', 0, undefined, 6).numbers).toEqual([1, null, 2, null, 3, 4])
  })

  it('leave out rows of ours', () => {
    expect(numbers('.~~.~.', 0, undefined, 6).numbers).toEqual([1, null, null, 2, null, 3])
  })

  it('are the same wherever the counting began, above or below', () => {
    const text = '.+.~.+..~~...+.+.+..~..'
    const whole = numbers(text, 0, undefined, text.length).numbers
    for (let top = 0; top < text.length; top++)
      for (let from = 0; from <= text.length; from++) {
        const { anchor } = numbers(text, from)
        expect(numbers(text, top, anchor).numbers).toEqual(
          Array.from({ length: 4 }, (_, index) => whole[top + index] ?? null),
        )
      }
  })

  it('end where nothing was printed yet', () => {
    const { rows, isOurs } = bufferOf('....')
    const { numbers: found } = numbersFrom(rows, 0, {
      height: 4,
      end: 2,
      anchor: { row: 0, lines: 0 },
      isOurs,
    })
    expect(found).toEqual([1, 2, null, null])
  })
})
