import { expect, it } from 'vitest'
import { readQuantity } from './quantity.ts'

it.each([
  ['500m', 0.5],
  ['2', 2],
  [2, 2],
  ['.5', 0.5],
  ['1Gi', 1_073_741_824],
  ['1G', 1_000_000_000],
  ['128974848', 128_974_848],
  ['1e3', 1000],
  ['12E2', 1200],
  ['3E', 3e18],
  ['250000n', 0.00025],
  ['10Ki', 10_240],
])('reads %s', (text, number) => {
  expect(readQuantity(text)).toBeCloseTo(number, 9)
})

it.each(['', 'lots', '1.2.3', '1Gb', '1mi', '--1', undefined, null, {}, Number.NaN, '9'.repeat(50)])(
  'finds no number in %s',
  (text) => {
    expect(readQuantity(text)).toBeNull()
  },
)
