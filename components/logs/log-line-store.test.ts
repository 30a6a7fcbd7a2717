import { expect, it } from 'vitest'
import { LogLineStore, MOST_LINES, type StoredLine } from './log-line-store.ts'

const line = (second: number, text = `line ${second}`, source = 0): StoredLine => ({
  source,
  at: `2026-11-27T08:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000000000Z`,
  text,
  looks: null,
  severity: null,
  cut: 0,
  remark: null,
})
const texts = (store: LogLineStore) => store.lines.map(({ text }) => text)

it('keeps several logs in the order of time, each in its own', () => {
  const store = new LogLineStore()
  expect(store.append([line(1), line(2), line(2, 'again'), line(5)])).toBe(0)
  expect(store.append([line(6)])).toBe(4)
  // The other log's lines of the past come later than they were printed.
  expect(store.append([line(3, 'b', 1), line(3, 'c', 1), line(7, 'd', 1)])).toBe(3)
  expect(texts(store)).toEqual(['line 1', 'line 2', 'again', 'b', 'c', 'line 5', 'line 6', 'd'])
})

it('takes the past in front, and between', () => {
  const store = new LogLineStore()
  store.append([line(10), line(20, 'other', 1), line(30)])
  store.mergeIn([line(1), line(2), line(15, 'between', 1)])
  expect(texts(store)).toEqual(['line 1', 'line 2', 'line 10', 'between', 'other', 'line 30'])
})

it('drops the oldest beyond what is kept, and spares what is looked at', () => {
  const store = new LogLineStore()
  store.append(Array.from({ length: MOST_LINES + 500 }, (_, i) => line(0, `${i}`)))
  expect(store.trim(MOST_LINES + 400)).toBe(100)
  expect(store.trim()).toBe(400)
  expect(store.lines).toHaveLength(MOST_LINES)
  expect(store.lines[0]?.text).toBe('500')
  store.append([line(0, 'x'.repeat(24_000_000))])
  store.trim()
  expect(store.lines).toHaveLength(1)
})
