import { expect, it } from 'vitest'
import type { ChannelReader, TabSocket } from './socket.ts'
import { type FollowTranscript, followTranscript } from './transcript-channel.ts'

const KIB = 1024
const WINDOW = 1024 * KIB

/** Follows a transcript of which the test is the engine. */
function follow(options: Partial<FollowTranscript> = {}) {
  const readers: ChannelReader[] = []
  const granted: number[] = []
  let closed = false
  const socket: TabSocket = {
    now: () => 0,
    open(opened) {
      readers.push(opened)
      return {
        credit: (bytes) => void granted.push(bytes),
        send: () => expect.fail('it has nothing to send'),
        resize: () => expect.fail('it has no size'),
        reopen: () => expect.fail('a transcript never starts over'),
        close() {
          closed = true
        },
      }
    },
    subscribe: () => () => {},
    getSnapshot: () => ({ state: 'live', since: 0, lastBeatAt: 0 }),
    close: () => {},
  }
  const owed: (() => void)[] = []
  const heard: unknown[] = []
  const following = followTranscript({
    run: 'r',
    from: 0,
    socket,
    onBytes: (_, consumed) => void owed.push(consumed),
    onOpened: (info) => void heard.push(info),
    onSkip: (skip) => void heard.push(skip),
    onEnd: (size) => void heard.push(`end ${size}`),
    onProblem: (problem) => void heard.push(problem),
    ...options,
  })
  const [reader] = readers
  if (!reader) throw new Error('It opened nothing.')
  return {
    reader,
    owed,
    heard,
    granted,
    following,
    closed: () => closed,
    come: (bytes: number) => reader.onBytes?.(new Uint8Array(bytes)),
  }
}

it('asks for a window, and for more in steps as bytes are consumed, each once', () => {
  const { reader, come, owed, granted } = follow()
  expect(reader.subject()).toEqual({ kind: 'transcript', run: 'r', from: 0, credit: WINDOW })
  for (let i = 0; i < 4; i += 1) come(50 * KIB)
  for (const consumed of [...owed, ...owed]) consumed()
  expect(granted).toEqual([150 * KIB])
})

it('comes back at the next byte, and counts what is not consumed yet', () => {
  const { reader, come, owed, granted } = follow()
  reader.subject()
  come(300 * KIB)
  come(100 * KIB)
  expect(reader.subject()).toMatchObject({ from: 400 * KIB, credit: WINDOW - 400 * KIB })
  for (const consumed of owed) consumed()
  expect(granted).toEqual([300 * KIB])
  expect(reader.subject()).toMatchObject({ from: 400 * KIB, credit: WINDOW })
})

it('comes back with no credit where nothing was consumed', () => {
  const { reader, come } = follow()
  reader.subject()
  come(WINDOW)
  expect(reader.subject()).toMatchObject({ from: WINDOW, credit: 0 })
})

it('knows its place from the engine when it began at the tail, and after a skip', () => {
  const { reader, come, heard } = follow({ from: 'tail' })
  expect(reader.subject()).toMatchObject({ from: 'tail' })
  reader.onOpened?.({ from: 5_000, size: 9_000 })
  come(100)
  expect(reader.subject()).toMatchObject({ from: 5_100 })
  reader.onMessage({ type: 'skip', from: 5_100, to: 8_000 })
  come(10)
  expect(reader.subject()).toMatchObject({ from: 8_010 })
  expect(heard).toEqual([
    { from: 5_000, size: 9_000 },
    { from: 5_100, to: 8_000 },
  ])
})

it('tells the end, and no problem when the engine then closes', () => {
  const { reader, heard } = follow()
  reader.onMessage({ type: 'end', size: 7 })
  reader.onClosed(null)
  expect(heard).toEqual(['end 7'])
})

it('tells why it cannot be followed', () => {
  const { reader, heard } = follow()
  reader.onClosed({ code: 'not_found', message: 'There is no such run.' })
  expect(heard).toEqual([{ code: 'not_found', message: 'There is no such run.' }])
})

it('closes its channel', () => {
  const { following, closed } = follow()
  following.close()
  expect(closed()).toBe(true)
})
