import { expect, test } from 'vitest'
import { createKeeper } from './keep-same.ts'

test('a row that says the same is the same', () => {
  const keep = createKeeper<{ uid: string; users: string[] }>()
  const first = keep([
    { uid: 'a', users: ['x'] },
    { uid: 'b', users: [] },
  ])
  const second = keep([
    { uid: 'b', users: ['y'] },
    { uid: 'a', users: ['x'] },
  ])
  expect(second.rows.map(({ uid }) => uid)).toEqual(['b', 'a'])
  expect(second.byKey.get('a')).toBe(first.byKey.get('a'))
  expect(second.byKey.get('b')).toEqual({ uid: 'b', users: ['y'] })
})
