import { expect, it } from 'vitest'
import { type FromHolder, holderFrame, holderReader } from './held-frames.ts'

const frame = (kind: string, content: Buffer) => {
  const whole = Buffer.from(holderFrame('i', content))
  whole.write(kind, 'latin1')
  return whole
}
const begins = Buffer.alloc(8)
begins.writeBigUInt64BE(70_000_000_000n)
const said = Buffer.concat([
  frame('h', begins),
  frame('o', Buffer.from('héllo')),
  frame('o', Buffer.alloc(0)),
  frame('o', Buffer.from(' you')),
  frame('x', Buffer.from([7])),
])

/** With what was printed put together: how it was cut does not matter. */
function read(parts: Buffer[]): unknown[] {
  const take = holderReader()
  const frames: FromHolder[] = parts.flatMap((part) => take(part))
  const printed = frames.flatMap((one) => (one.kind === 'printed' ? [one.bytes] : []))
  return [...frames.filter(({ kind }) => kind !== 'printed'), Buffer.concat(printed).toString()]
}

it('reads the same however the bytes are cut', () => {
  const whole = [{ kind: 'begins', at: 70_000_000_000 }, { kind: 'exited', code: 7 }, 'héllo you']
  expect(read([said])).toEqual(whole)
  expect(read([...said].map((byte) => Buffer.from([byte])))).toEqual(whole)
  for (let cut = 1; cut < said.length; cut += 1)
    expect(read([said.subarray(0, cut), said.subarray(cut)])).toEqual(whole)
})

it('passes on what is printed before its frame is whole', () => {
  const take = holderReader()
  expect(take(frame('o', Buffer.from('abcdef')).subarray(0, 8))).toEqual([
    { kind: 'printed', bytes: Buffer.from('abc') },
  ])
})

it.each([
  ['another kind', frame('z', Buffer.from('1'))],
  ['a kind of the wrong length', frame('x', Buffer.from('12'))],
  ['a length without measure', Buffer.from([0x6f, 0xff, 0xff, 0xff, 0xff])],
])('throws for %s', (_, bytes) => {
  expect(() => holderReader()(bytes)).toThrow(/^a frame of/)
})
