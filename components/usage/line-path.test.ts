import { expect, it } from 'vitest'
import { linePath, topOf } from './line-path.ts'

const END = 10_000_000
const space = { width: 240, y: (amount: number) => 100 - amount }
const ago = (...minutes: number[]) => minutes.map((each) => END - each * 60_000)

it('ends at the right, and an hour is the whole width', () => {
  expect(linePath(ago(60, 0), [1, 2], space)).toBe('M0 99h0M240 98h0')
  expect(linePath(ago(1, 0), [1, 2], space)).toBe('M236 99L240 98')
})

it('draws nothing across what nobody measured, and a dot for what stands alone', () => {
  expect(linePath(ago(30, 29, 10, 1, 0), [1, 1, 5, 2, 2], space)).toBe(
    'M120 99L124 99M200 95h0M236 98L240 98',
  )
  expect(linePath([], [], space)).toBe('')
})

it('has room for the limit as well as for what went over it', () => {
  expect(topOf([10], 5, 100)).toBeCloseTo(106)
  expect(topOf([200], 5, 100)).toBeCloseTo(212)
  expect(topOf([], 0, 0)).toBeGreaterThan(0)
})
