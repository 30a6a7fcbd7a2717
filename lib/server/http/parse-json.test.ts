import { expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'

const parse = (text: string): unknown => parseJson(Buffer.from(text))

test('JSON is carried literally', () => {
  const value = { a: [1, null, { b: '\u0000"$(x) 🧨' }], constructor: 'Porsche', prototype: 1 }
  expect(parse(JSON.stringify(value))).toEqual(value)
})

test.each([
  '',
  '{',
  'undefined',
  "{'a':1}",
  '{"a":1}x',
  '{"__proto__":{"admin":true}}',
  '{"a":[{"__proto__":1}]}',
  '{"constructor":{"prototype":{"admin":true}}}',
])('%s is refused', (text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
})

test('bytes that are no UTF-8 are refused, not repaired', () => {
  expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('not valid JSON')
})

test('32 levels pass, 33 do not, and half a million do not hurt', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
  expect(parse(nested(32))).toBeDefined()
  expect(() => parse(nested(34))).toThrow('nested deeper')
  expect(() => parse(nested(500_000))).toThrow(expect.objectContaining({ code: 'invalid_input' }))
})

test('what is wrong with it is said without quoting it', () => {
  expect(() => parse('{"password": hunter2}')).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
  )
})
