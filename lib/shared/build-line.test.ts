import { expect, it } from 'vitest'
import { readBuildLine } from './build-line.ts'

it.each([
  [
    '{"message":"Step 1/6 : FROM x\\n","phase":"building"}',
    { phase: 'building', message: 'Step 1/6 : FROM x\n', percent: null },
  ],
  [
    '{"message":"Pushing image\\n","phase":"pushing","progress":{"a":{"current":25,"total":100},"b":"Layer already exists"}}',
    { phase: 'pushing', message: 'Pushing image\n', percent: 63 },
  ],
  ['{"message":"x","progress":{"a":{"current":5,"total":0}}}', { phase: '', message: 'x', percent: 100 }],
])('reads %s', (text, expected) => {
  expect(readBuildLine(text)).toEqual(expected)
})

it.each(['', 'plain', '{', '[]', '{"phase":"building"}', '{"message":1}', 'null'])(
  'finds none in %j',
  (text) => {
    expect(readBuildLine(text)).toBeNull()
  },
)
