import { expect, it } from 'vitest'
import type { StoredLine } from './log-line-store.ts'
import { RowIndex } from './row-index.ts'

const line = (text: string): StoredLine => ({
  source: 0,
  at: '',
  text,
  looks: null,
  severity: null,
  cut: 0,
  remark: null,
})

it('knows the rows of lines, and the lines of rows', () => {
  const index = new RowIndex()
  for (const [text, rows] of [
    ['a', 1],
    ['b', 3],
    ['c', 2],
  ] as const)
    index.push(line(text), rows)
  expect(index.rows).toBe(6)
  expect([0, 1, 3, 4, 5, 99].map((row) => index.lineAt(row))).toEqual([0, 1, 1, 2, 2, 2])
  expect([0, 1, 2].map((at) => index.top(at))).toEqual([0, 1, 4])
})

it('drops lines in front and behind', () => {
  const index = new RowIndex()
  for (let i = 0; i < 100; i += 1) index.push(line(`${i}`), 1 + (i % 3))
  const before = index.top(40)
  expect(index.dropFirst(40)).toBe(before)
  expect(index.top(0)).toBe(0)
  expect(index.lines[0]?.text).toBe('40')
  expect(index.lines[index.lineAt(index.top(7))]?.text).toBe('47')
  const rows = index.top(10)
  index.cut(10)
  expect(index.rows).toBe(rows)
  index.push(line('new'), 4)
  expect(index.rows).toBe(rows + 4)
  expect(index.lineAt(rows + 2)).toBe(10)
})
