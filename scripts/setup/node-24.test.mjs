import { expect, it } from 'vitest'
import { isNewEnough } from './node-24.mjs'

it.each([
  ['18.0.0', false],
  ['20.20.2', false],
  ['22.18.0', false],
  ['22.19.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('takes Node %s: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough)
})
