import { expect, it } from 'vitest'
import { formatBytes } from '../../lib/shared/format.ts'
import { besideWords } from './usage-words.ts'

it('says what may be used and what is kept free', () => {
  expect(besideWords({ promised: 256e6, atMost: 2e9 }, 'pod', formatBytes)).toBe(
    'of at most 2 GB, 256 MB promised',
  )
  expect(besideWords({ promised: 0, atMost: 0 }, 'pod', formatBytes)).toBe('no limit, nothing promised')
  expect(besideWords({ promised: 1e9, atMost: 8e9 }, 'node', formatBytes)).toBe(
    'of 8 GB for pods, 1 GB promised',
  )
})
