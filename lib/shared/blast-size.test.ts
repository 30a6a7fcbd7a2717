import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fingerprintOf, grownSince, readFingerprint } from './blast-size.ts'

it('says the same of the same, in whatever order', () => {
  expect(fingerprintOf({ people: 12, builds: 1, hub: 0 })).toBe('builds=1 people=12')
  expect(fingerprintOf({ builds: 1, people: 12 })).toBe('builds=1 people=12')
  expect(fingerprintOf({})).toBe('')
})

it('is read as it was written, whatever the parts are called', () => {
  const size = fc.dictionary(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 100_000 }), {
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(size, (given) => {
      expect(readFingerprint(fingerprintOf(given))).toEqual(given)
      expect(grownSince(readFingerprint(fingerprintOf(given)), given)).toEqual([])
    }),
  )
})

it('names what became more, and only that', () => {
  expect(grownSince({ people: 12, hub: 1 }, { people: 13, builds: 1 })).toEqual(['people', 'builds'])
  expect(grownSince({ people: 12 }, { people: 11 })).toEqual([])
})

it('takes what it cannot read for nothing, so that more than nothing is more', () => {
  for (const wrong of ['', 'people', 'people=', 'people=-1', 'people=1e9', '=3', '{}', 'people=99999999999'])
    expect(grownSince(readFingerprint(wrong), { people: 1 })).toEqual(['people'])
  expect(grownSince(readFingerprint('__proto__=5'), { constructor: 1 } as never)).toEqual(['constructor'])
})
