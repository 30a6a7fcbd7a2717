import { expect, it } from 'vitest'
import { followLog } from './log-channel.ts'
import type { ChannelReader, TabSocket } from './socket.ts'

const KIB = 1024
const place = { namespace: 'binder', pod: 'hub-1', uid: 'u', container: 'hub' }

/** Follows a log of which the test is the engine. */
function follow() {
  const readers: ChannelReader[] = []
  const granted: number[] = []
  const heard: unknown[] = []
  const owed: (() => void)[] = []
  const socket: TabSocket = {
    now: () => 0,
    open(opened) {
      readers.push(opened)
      return {
        credit: (bytes) => void granted.push(bytes),
        send: () => expect.fail('it has nothing to send'),
        resize: () => expect.fail('it has no size'),
        reopen: () => expect.fail('a log never starts over'),
        close: () => void heard.push('closed'),
      }
    },
    subscribe: () => () => {},
    getSnapshot: () => ({ state: 'live', since: 0, lastBeatAt: 0 }),
    close: () => {},
  }
  const following = followLog({
    server: 'srv',
    place,
    socket,
    onLines(lines, consumed) {
      heard.push(...lines)
      owed.push(consumed)
    },
    onBreak: (why) => void heard.push(`break ${why}`),
    onUpstream: ({ state }) => void heard.push(state),
    onEnd: () => void heard.push('end'),
    onProblem: ({ code }) => void heard.push(code),
  })
  const [reader] = readers
  if (!reader) throw new Error('It opened nothing.')
  const bytes = (text: string) => reader.onBytes?.(new TextEncoder().encode(text))
  return { reader, granted, heard, owed, following, bytes }
}

it('gives lines, whole ones, wherever frames begin', () => {
  const { reader, heard, bytes } = follow()
  expect(reader.subject()).toEqual({ kind: 'log', server: 'srv', ...place, credit: 1024 * KIB })
  reader.onOpened?.({ from: 0, size: 10, epoch: 'a' })
  bytes('one\ntw')
  bytes('o\n')
  const [first = new Uint8Array(), second] = [
    new TextEncoder().encode('Zü'),
    new TextEncoder().encode('rich\n'),
  ]
  reader.onBytes?.(first.subarray(0, 2))
  reader.onBytes?.(first.subarray(2))
  reader.onBytes?.(second)
  expect(heard).toEqual(['one', 'two', 'Zürich'])
  reader.onMessage({ type: 'upstream', upstream: { state: 'live', since: 1, problem: null } })
  reader.onMessage({ type: 'end', size: 20 })
  reader.onClosed(null)
  expect(heard.slice(3)).toEqual(['live', 'end'])
})

it('comes back at the next byte of the same log', () => {
  const { reader, heard, bytes } = follow()
  reader.onOpened?.({ from: 100, size: 110, epoch: 'a' })
  bytes('one\ntw')
  expect(reader.subject()).toMatchObject({ since: { epoch: 'a', offset: 106 } })
  reader.onOpened?.({ from: 106, size: 200, epoch: 'a' })
  bytes('o\n')
  expect(heard).toEqual(['one', 'two'])
})

it('says where what comes does not continue what came', () => {
  const { reader, heard, bytes } = follow()
  reader.onOpened?.({ from: 0, size: 10, epoch: 'a' })
  bytes('one\nhalf a li')
  reader.onMessage({ type: 'skip', from: 13, to: 5_000 })
  bytes('far\n')
  expect(reader.subject()).toMatchObject({ since: { epoch: 'a', offset: 5_004 } })
  reader.onOpened?.({ from: 0, size: 10, epoch: 'b' })
  bytes('anew\n')
  expect(heard).toEqual(['one', 'break skip', 'far', 'break epoch', 'anew'])
})

it('asks for more in steps as lines are dealt with', () => {
  const { reader, granted, owed, bytes } = follow()
  reader.subject()
  reader.onOpened?.({ from: 0, size: 10, epoch: 'a' })
  for (let i = 0; i < 3; i += 1) bytes(`${'x'.repeat(50 * KIB - 1)}\n`)
  for (const consumed of [...owed, ...owed]) consumed()
  expect(granted).toEqual([150 * KIB])
  bytes(`${'x'.repeat(400 * KIB)}\n`)
  expect(reader.subject()).toMatchObject({ credit: 1024 * KIB - (400 * KIB + 1) })
})

it('tells why it cannot be followed, and leaves', () => {
  const { reader, heard, following } = follow()
  reader.onClosed({ code: 'slow_down', message: 'Too many.' })
  following.close()
  expect(heard).toEqual(['slow_down', 'closed'])
})
