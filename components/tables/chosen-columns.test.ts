import { expect, test } from 'vitest'
import { choose, isChosen, keepChoice, readChoice } from './chosen-columns.ts'

const node = { id: 'node' }
const ip = { id: 'ip', hidden: true }

function storage(text: string | null) {
  let kept = text
  const browser = {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value
    },
  }
  return () => browser
}

test('a choice is kept and read again', () => {
  const browser = storage(null)
  keepChoice(browser, 'pods', choose(choose({}, ip, true), node, false))
  const choice = readChoice(browser, 'pods')
  expect([node, ip].map((column) => isChosen(choice, column))).toEqual([false, true])
})

test('going back to what a column itself wishes keeps nothing', () => {
  expect(choose(choose({}, ip, true), ip, false)).toEqual({})
})

test.each([
  null,
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '{"node":"no"}',
  '{"node":{"deep":1}}',
  `${'['.repeat(10_000)}`,
])('what is kept as %o is no choice', (text) => {
  const choice = readChoice(storage(text), 'pods')
  expect(isChosen(choice, node)).toBe(true)
  expect(isChosen(choice, ip)).toBe(false)
})

test('names that every object has choose nothing', () => {
  expect(isChosen({}, { id: 'constructor' })).toBe(true)
  expect(isChosen({}, { id: 'toString', hidden: true })).toBe(false)
})

test('a browser that refuses to keep anything is no fault', () => {
  const refusing = () => {
    throw new Error('denied')
  }
  expect(readChoice(refusing, 'pods')).toEqual({})
  expect(() => keepChoice(refusing, 'pods', {})).not.toThrow()
})
