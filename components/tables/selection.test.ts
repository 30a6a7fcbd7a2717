import { expect, test } from 'vitest'
import { allOrNone, between, joined, pruned, toggled } from './selection.ts'

const list = ['a', 'b', 'c', 'd']
const set = (...uids: string[]) => new Set(uids)

test('one is marked, and marked no more', () => {
  expect(toggled(set('a'), 'b')).toEqual(set('a', 'b'))
  expect(toggled(set('a', 'b'), 'b')).toEqual(set('a'))
})

test('a range goes both ways, and is one row where its beginning has gone', () => {
  expect(between(list, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(between(list, 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect(between(list, 'gone', 'c')).toEqual(['c'])
  expect(between(list, 'a', 'gone')).toEqual([])
})

test('what was marked before stays marked beside a range', () => {
  expect(joined(set('x'), ['a', 'b'])).toEqual(set('x', 'a', 'b'))
})

test('what has gone is marked no more, and nothing changes where all is there', () => {
  const selection = set('a', 'b')
  expect(pruned(selection, new Map([['a', 1]]))).toEqual(set('a'))
  expect(pruned(selection, set('a', 'b', 'c'))).toBe(selection)
})

test('all shown are marked or none, and what is hidden keeps its mark', () => {
  expect(allOrNone(set('hidden', 'a'), ['a', 'b'])).toEqual(set('hidden', 'a', 'b'))
  expect(allOrNone(set('hidden', 'a', 'b'), ['a', 'b'])).toEqual(set('hidden'))
})
