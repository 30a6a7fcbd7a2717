import { expect, it } from 'vitest'
import { readStamp } from './read-stamp.ts'

const read = (text: string): [string, string] | null => {
  const line = readStamp({ bytes: Buffer.from(text), cut: 0, pieced: false })
  return line && [line.at, line.text.toString()]
}

it.each([
  ['2026-11-27T08:59:31.123456789Z hello  ', ['2026-11-27T08:59:31.123456789Z', 'hello  ']],
  ['2026-11-27T08:59:31.123456789Z ', ['2026-11-27T08:59:31.123456789Z', '']],
  // A machine in Berlin.
  ['2026-11-27T09:59:31.123456789+01:00 hello', ['2026-11-27T08:59:31.123456789Z', 'hello']],
  ['2026-11-27T08:59:31.5Z hello', ['2026-11-27T08:59:31.500000000Z', 'hello']],
  ['2026-11-27T08:59:31Z hello', ['2026-11-27T08:59:31.000000000Z', 'hello']],
])('reads %s', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

it.each([
  '',
  'unable to retrieve container logs for containerd://1',
  'x'.repeat(29).concat('Z hello'),
  '2026-11-27T',
])('finds no timestamp in %j', (text) => {
  expect(read(text)).toBeNull()
})
