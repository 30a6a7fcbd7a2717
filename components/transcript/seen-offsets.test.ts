import { expect, test } from 'vitest'
import { readSeen, rememberSeen } from './seen-offsets.ts'

function shelf(content: string | null = null) {
  return {
    content,
    getItem() {
      return this.content
    },
    setItem(_key: string, value: string) {
      this.content = value
    },
  }
}

test('a run is remembered and found again', () => {
  const memory = shelf()
  rememberSeen('run-a', { offset: 120, at: 1000 }, memory)
  rememberSeen('run-b', { offset: 7, at: 2000 }, memory)
  expect(readSeen('run-a', memory)).toEqual({ offset: 120, at: 1000 })
  expect(readSeen('run-c', memory)).toBeNull()
})

test('the oldest of more than fifty are forgotten', () => {
  const memory = shelf()
  for (let n = 0; n < 60; n++) rememberSeen(`run-${n}`, { offset: n, at: n }, memory)
  expect(readSeen('run-9', memory)).toBeNull()
  expect(readSeen('run-10', memory)).toEqual({ offset: 10, at: 10 })
})

test.each(['not json', '[]', '5', '{"run":{"offset":"9","at":1}}', 'null'])('%s is no memory', (content) => {
  expect(readSeen('run', shelf(content))).toBeNull()
})

test('a storage that refuses breaks nothing', () => {
  const full = {
    getItem: (): string | null => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  expect(() => rememberSeen('run', { offset: 1, at: 1 }, full)).not.toThrow()
})
