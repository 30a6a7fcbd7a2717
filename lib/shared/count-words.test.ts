import { expect, it } from 'vitest'
import { counted, listed } from './count-words.ts'

it('counts as a person says it', () => {
  expect(counted(1, 'person', 'people')).toBe('1 person')
  expect(counted(0, 'pod')).toBe('0 pods')
  expect(counted(1_340, 'pod')).toBe('1,340 pods')
})

it('lists, and counts what is too much to list', () => {
  expect(listed([])).toBe('')
  expect(listed(['hub'])).toBe('hub')
  expect(listed(['hub', 'proxy', 'binder'])).toBe('hub, proxy and binder')
  // "and 1 more" would be longer than the one.
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and c')
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more')
})
