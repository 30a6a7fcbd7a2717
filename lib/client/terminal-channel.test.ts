import { expect, it } from 'vitest'
import { TYPED_WINDOW_BYTES } from '../shared/frames.ts'
import type { ChannelReader, TabSocket } from './socket.ts'
import { type FollowTerminal, followTerminal } from './terminal-channel.ts'

const KIB = 1024
const size = { cols: 80, rows: 24 }

/** Follows a terminal of which the test is the engine. */
function follow(options: Partial<FollowTerminal> = {}) {
  const readers: ChannelReader[] = []
  const sent: string[] = []
  const said: unknown[] = []
  let up = true
  const socket: TabSocket = {
    now: () => 0,
    open(opened) {
      readers.push(opened)
      return {
        credit: (bytes) => void said.push({ credit: bytes }),
        send(bytes) {
          if (up) sent.push(new TextDecoder().decode(bytes))
          return up
        },
        resize: (to) => void said.push(to),
        reopen: () => expect.fail('a terminal never starts over by itself'),
        close: () => void said.push('close'),
      }
    },
    subscribe: () => () => {},
    getSnapshot: () => ({ state: 'live', since: 0, lastBeatAt: 0 }),
    close: () => {},
  }
  const owed: (() => void)[] = []
  const heard: unknown[] = []
  const following = followTerminal({
    terminal: 't',
    from: null,
    size,
    socket,
    onBytes: (_, shown) => void owed.push(shown),
    onReplay: (replay) => void heard.push(replay),
    onScreen: (to, yours) => void heard.push([to, yours]),
    onOpened: () => void heard.push('opened'),
    onEnd: () => void heard.push('end'),
    onProblem: (problem) => void heard.push(problem),
    ...options,
  })
  const [reader] = readers
  if (!reader) throw new Error('It opened nothing.')
  const type = (text: string) => following.type(new TextEncoder().encode(text))
  return {
    reader,
    owed,
    heard,
    said,
    sent,
    type,
    following,
    setUp(to: boolean) {
      up = to
    },
  }
}

it('goes on at the next byte, with the window less what is not shown yet, in the size it has', () => {
  const { reader, owed, following, said } = follow()
  expect(reader.subject()).toMatchObject({ from: null, credit: 256 * KIB, size })
  reader.onOpened?.({ from: 100, size: 200 })
  reader.onBytes?.(new Uint8Array(100 * KIB))
  reader.onBytes?.(new Uint8Array(20 * KIB))
  owed[0]?.()
  owed[0]?.()
  expect(said).toEqual([{ credit: 100 * KIB }])
  following.resize({ cols: 100, rows: 40 })
  expect(said.at(-1)).toEqual({ cols: 100, rows: 40 })
  expect(following.next).toBe(100 + 120 * KIB)
  expect(reader.subject()).toEqual({
    kind: 'terminal',
    terminal: 't',
    from: 100 + 120 * KIB,
    credit: 236 * KIB,
    size: { cols: 100, rows: 40 },
  })
})

it('begins again where the engine says, and tells what it is told', () => {
  const { reader, heard, following } = follow({ from: 7 })
  reader.onOpened?.({ from: 7, size: 7 })
  const replay = { type: 'replay', from: 500, to: 900, modes: '\x1b[?2004h' } as const
  reader.onMessage(replay)
  expect(following.next).toBe(500)
  reader.onMessage({ type: 'screen', size, yours: true })
  reader.onMessage({ type: 'end', size: 900 })
  reader.onClosed(null)
  expect(heard).toEqual(['opened', replay, [size, true], 'end'])
})

it('sends what is typed in pieces, no more than there is room for', () => {
  const { reader, type, sent } = follow()
  expect(type('too early')).toBe(false)
  reader.onOpened?.({ from: 0, size: 0 })
  expect(type('a')).toBe(true)
  const long = 'x'.repeat(TYPED_WINDOW_BYTES)
  expect(type(long)).toBe(true)
  expect(sent.every((part) => part.length <= 16 * KIB)).toBe(true)
  expect(sent.join('')).toBe(`a${long.slice(1)}`)
  type('z')
  expect(sent.join('')).toHaveLength(TYPED_WINDOW_BYTES)
  reader.onMessage({ type: 'taken', bytes: 1 })
  expect(sent.join('').slice(-1)).toBe('x')
  reader.onMessage({ type: 'taken', bytes: 5 })
  expect(sent.join('').slice(-2)).toBe('xz')
})

it('drops what is typed while there is no connection, and never sends it later', () => {
  const { reader, type, sent, setUp } = follow()
  reader.onOpened?.({ from: 0, size: 0 })
  type('y'.repeat(TYPED_WINDOW_BYTES))
  type('waits for room')
  setUp(false)
  reader.onMessage({ type: 'taken', bytes: TYPED_WINDOW_BYTES })
  expect(type('reboot\n')).toBe(false)
  setUp(true)
  reader.subject()
  expect(type('before it is open again')).toBe(false)
  reader.onOpened?.({ from: 0, size: 0 })
  expect(type('ls')).toBe(true)
  expect(sent.join('').replace(/y+/, '')).toBe('ls')
})

it('says why it cannot be followed', () => {
  const { reader, heard } = follow()
  const problem = { code: 'forbidden', message: 'It is not yours.' } as const
  reader.onClosed(problem)
  expect(heard).toEqual([problem])
})
