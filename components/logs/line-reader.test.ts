import { expect, it } from 'vitest'
import { LineReader } from './line-reader.ts'

const AT = '2026-11-27T08:59:31.000000001Z'
const read = (isBuild: boolean, ...texts: string[]) => {
  const reader = new LineReader(3, isBuild)
  return texts.flatMap((text) => reader.read(text.startsWith('#') ? text : `${AT} ${text}`))
}

it('reads lines with their severity, and says what Bindery has to say in words', () => {
  const lines = read(
    false,
    '[E x] bad',
    '  set in',
    '#{"is":"restart","exitCode":137,"reason":"OOMKilled"}',
    '  set in',
  )
  expect(lines.map(({ text, severity }) => [text, severity])).toEqual([
    ['[E x] bad', 'error'],
    ['  set in', 'error'],
    ['The container ended, exit 137, OOMKilled, and was started again.', null],
    ['  set in', null],
  ])
  expect(lines.every(({ source, at }) => source === 3 && at === AT)).toBe(true)
})

it('unpacks what a builder says, and only what a builder says', () => {
  const packed = '{"message":"one\\ntwo\\n","phase":"building"}'
  expect(read(false, packed).map(({ text }) => text)).toEqual([packed])
  const lines = read(
    true,
    packed,
    'plain',
    '{"message":"Pushing image\\n","phase":"pushing","progress":{"a":{"current":1,"total":2}}}',
    '{"message":"\\u001b[31mno\\u001b]0;t\\u0007","phase":"failed"}',
  )
  expect(lines.map(({ text }) => text)).toEqual(['one', 'two', 'plain', 'Pushing image, 50 %', 'no'])
  expect(lines.at(-1)?.severity).toBe('error')
})

it('takes nothing of a pod for a remark of Bindery', () => {
  expect(read(false, '#{"is":"gap","why":"nothing like it","since":null}')).toEqual([])
  const [line] = new LineReader(0, false).read(`${AT} #{"is":"restart","exitCode":0,"reason":""}`)
  expect(line?.remark).toBeNull()
})
