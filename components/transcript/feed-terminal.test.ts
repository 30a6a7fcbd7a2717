import { Terminal } from '@xterm/xterm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { FollowTranscript } from '../../lib/client/transcript-channel.ts'
import type { LineNote } from '../../lib/shared/install.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { type Feed, feedTerminal } from './feed-terminal.ts'
import type { Seen } from './seen-offsets.ts'
import { tameTerminal } from './tame-terminal.ts'
import { transcriptOptions } from './terminal-options.ts'

const channel = vi.hoisted(() => ({ opened: [] as FollowTranscript[] }))
vi.mock('../../lib/client/transcript-channel.ts', () => ({
  followTranscript(follow: FollowTranscript) {
    channel.opened.push(follow)
    return { close: () => undefined }
  },
}))

beforeEach(() => {
  channel.opened = []
})

/** A feed into a real terminal, with the rows of ours written as plain lines where they would stand. */
function start({
  seen = null,
  bytes = 0,
  notes = [],
}: {
  seen?: Seen | null
  bytes?: number
  notes?: LineNote[]
} = {}) {
  const terminal = new Terminal({ ...transcriptOptions, cols: 60, rows: 10 })
  tameTerminal(terminal.parser)
  const said: string[][] = []
  const problems: Problem[] = []
  let gaps = 0
  const feed: Feed = feedTerminal({
    run: 'run',
    bytes,
    terminal,
    rows: {
      add(...words) {
        const at = said.push(words) - 1
        terminal.write('----\n')
        return { say: (...next) => said.splice(at, 1, next) }
      },
      note(says) {
        said.push([says])
        terminal.write('~~~~\n')
      },
      all: () => new Set(),
      selectedText: () => '',
    },
    seen,
    notes,
    onOpened: () => undefined,
    onGap: () => void gaps++,
    onEnd: () => undefined,
    onProblem: (problem) => problems.push(problem),
  })
  const follow = channel.opened[0]
  if (follow === undefined) throw new Error('The feed followed nothing.')
  const send = (text: string | Uint8Array) =>
    new Promise<void>((consumed) =>
      follow.onBytes(typeof text === 'string' ? new TextEncoder().encode(text) : text, consumed),
    )
  const lines = () => {
    const { active } = terminal.buffer
    const all = Array.from(
      { length: active.length },
      (_, row) => active.getLine(row)?.translateToString(true) ?? '',
    )
    while (all.at(-1) === '') all.pop()
    return all
  }
  return { feed, follow, send, lines, said, problems, gaps: () => gaps }
}

test('bytes are counted when the terminal has parsed them, not when they come', async () => {
  const { feed, follow, send } = start()
  follow.onOpened?.({ from: 0, size: 4 })
  const parsed = send('one\n')
  expect(feed.parsedTo()).toBe(0)
  await parsed
  expect(feed.parsedTo()).toBe(4)
})

test('what the engine said of a transcript that cannot be followed is passed on as it is', () => {
  const { follow, problems } = start()
  const gone: Problem = { code: 'not_found', message: 'There is no such run.', hint: 'It was removed.' }
  follow.onProblem?.(gone)
  expect(problems).toEqual([gone])
})

describe('you left here', () => {
  test('stands before the first line that is new, and counts what waited', async () => {
    const { follow, send, lines, said } = start({ seen: { offset: 8, at: Date.now() - 34_500 } })
    follow.onOpened?.({ from: 0, size: 19 })
    await send('one\ntwo\nthr')
    await send('ee\nfour\n')
    await send('after the page was opened\n')
    expect(lines()).toEqual(['one', 'two', '----', 'three', 'four', 'after the page was opened'])
    expect(said).toEqual([['You left here', 'back after 34 s, 2 new lines']])
  })

  test('never cuts a line in two', async () => {
    const { follow, send, lines } = start({ seen: { offset: 6, at: Date.now() } })
    follow.onOpened?.({ from: 0, size: 12 })
    await send('one\ntwo\nthre')
    expect(lines()).toEqual(['one', 'two', '----', 'thre'])
  })

  test.each([
    ['nothing new came', { offset: 8, at: 0 }, 8],
    ['the log is shorter than it was', { offset: 80, at: 0 }, 8],
    ['it was never seen', null, 8],
  ])('is absent when %s', async (_when, seen, size) => {
    const { follow, send, said } = start({ seen })
    follow.onOpened?.({ from: 0, size })
    await send('one\ntwo\n')
    expect(said).toEqual([])
  })

  test('a reconnect is no return', async () => {
    const { follow, send, said } = start({ seen: null })
    follow.onOpened?.({ from: 0, size: 4 })
    await send('one\n')
    follow.onOpened?.({ from: 4, size: 8 })
    await send('two\n')
    expect(said).toEqual([])
  })
})

describe('what is not shown', () => {
  test('a flood that was skipped is told, on a line of its own', async () => {
    const { feed, follow, send, lines, said, gaps } = start()
    follow.onOpened?.({ from: 0, size: 100 })
    await send('one\n\x1b[31mtw')
    expect(gaps()).toBe(0)
    follow.onSkip?.({ from: 11, to: 480_000_011 })
    await send('last\n')
    // Numbers of lines are not known any more.
    expect(gaps()).toBe(1)
    expect(lines()).toEqual(['one', 'tw', '----', 'last'])
    expect(said).toEqual([['480 MB went by while it flooded.', 'The download has all of it.']])
    expect(feed.parsedTo()).toBe(480_000_016)
  })

  test('a transcript beyond all scrolling is shown from its tail, and says so', async () => {
    const { follow, send, said, gaps } = start({ bytes: 1_000_000_000 })
    expect(follow.from).toBe('tail')
    follow.onOpened?.({ from: 998_900_000, size: 1_000_000_000 })
    expect(gaps()).toBe(1)
    await send('last\n')
    expect(said).toEqual([['The 999 MB before this are not shown.', 'The download has all of it.']])
  })

  test('any other is shown whole', () => expect(start({ bytes: 9_000_000 }).follow.from).toBe(0))
})

describe('a margin note', () => {
  const notes = [{ pattern: '^error: timed out', says: 'It asks again.' }]

  test('stands below the line it is about, wherever the frames are cut', async () => {
    const { follow, send, lines, said } = start({ notes })
    follow.onOpened?.({ from: 0, size: 0 })
    await send('one\n\x1b[33merror: ti')
    await send('med out\x1b[0m waiting\ntwo\n')
    expect(lines()).toEqual(['one', 'error: timed out waiting', '~~~~', 'two'])
    expect(said).toEqual([['It asks again.']])
  })

  test('comes before the place where one left, when both belong there', async () => {
    const { follow, send, lines } = start({ notes, seen: { offset: 24, at: Date.now() } })
    follow.onOpened?.({ from: 0, size: 28 })
    await send('error: timed out waiting\ntwo\n')
    expect(lines()).toEqual(['error: timed out waiting', '~~~~', '----', 'two'])
  })

  test('is not made of two halves around a flood', async () => {
    const { follow, send, said } = start({ notes })
    follow.onOpened?.({ from: 0, size: 0 })
    await send('error: ti')
    follow.onSkip?.({ from: 9, to: 1009 })
    await send('med out\n')
    expect(said).not.toContainEqual(['It asks again.'])
  })
})
