import { expect, test } from 'vitest'
import { noteFinder } from './line-notes.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const slow = { pattern: 'still not ready$', says: 'It pulls its image.' }
const loud = { pattern: 'ready', says: 'Both fit.' }

test('a note is said once, at the first line it is about', () => {
  const notes = noteFinder([slow])
  expect(notes.take(bytes('a\nis still not ready\nis still not ready\n'))).toEqual([
    { index: 21, says: slow.says },
  ])
  expect(notes.take(bytes('is still not ready\n'))).toEqual([])
})

test('a line may call for two', () => {
  expect(noteFinder([slow, loud]).take(bytes('still not ready\n'))).toEqual([
    { index: 16, says: slow.says },
    { index: 16, says: loud.says },
  ])
})

test('what the terminal swallows is no part of a line', () => {
  const notes = noteFinder([{ pattern: '^38 of 64 MB$', says: 'x' }])
  expect(notes.take(bytes('12 of 64 MB\r\x1b[32m38 of 64 MB\x1b[0m\r\n'))).toHaveLength(1)
})

test('a line that does not end calls for nothing yet', () => {
  expect(noteFinder([slow]).take(bytes('still not ready'))).toEqual([])
})

test('a line without end is not kept for ever', () => {
  const notes = noteFinder([{ pattern: 'end$', says: 'x' }])
  for (let part = 0; part < 20; part++) notes.take(bytes('x'.repeat(1000)))
  expect(notes.take(bytes('end\n'))).toEqual([])
})
