import { expect, test } from 'vitest'
import { partOf } from './part-of.ts'

const parts = { nodes: 'Nodes', events: 'Events' }

test.each<[string[] | undefined, string | null]>([
  [undefined, 'nodes'],
  [['events'], 'events'],
  [['nodes'], null],
  [['events', 'more'], null],
  [['constructor'], null],
])('%o is %s', (rest, part) => {
  expect(partOf(parts, rest)).toBe(part)
})
