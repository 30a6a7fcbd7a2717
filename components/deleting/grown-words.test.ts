import { expect, it } from 'vitest'
import { fingerprintOf } from '../../lib/shared/blast-size.ts'
import { grownWords } from './grown-words.ts'

it.each([
  [{ people: 13 }, '13 people lose their session'],
  [{ people: 1, builds: 2 }, '1 person loses their session and 2 builds fail'],
  [{ disconnected: 1 }, '1 person is disconnected'],
  [{ 'binder/hub': 1, launches: 1 }, 'hub is away and nobody can launch'],
])('%j', (size, words) => {
  expect(grownWords(Object.keys(size), fingerprintOf(size))).toBe(words)
})
