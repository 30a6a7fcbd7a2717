import { expect, it } from 'vitest'
import { cutMiddle } from './cut-middle.ts'

it('keeps what fits as it is', () => {
  expect(cutMiddle('back-off', 8)).toBe('back-off')
})

it('keeps the beginning and, longer, the end', () => {
  const cut = cutMiddle(`Failed to pull image ${'x'.repeat(500)}: no such host`, 60)
  expect(cut).toHaveLength(60)
  expect(cut).toMatch(/^Failed to pull image/)
  expect(cut).toMatch(/: no such host$/)
})
