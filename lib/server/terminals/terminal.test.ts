import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ScreenSize } from '../../shared/terminal-row.ts'
import { FakeShell } from '../../testing/fake-shell.ts'
import { Terminal, type TerminalEvents, type Viewer } from './terminal.ts'

const laptop = { cols: 140, rows: 40 }
const phone = { cols: 44, rows: 30 }
let shell: FakeShell
let terminal: Terminal
const events = { changed: vi.fn<TerminalEvents['changed']>(), ended: vi.fn<TerminalEvents['ended']>() }

class Seat implements Viewer {
  position = 0
  woken = 0
  screens: [ScreenSize, boolean][] = []
  wake() {
    this.woken += 1
  }
  screen = (size: ScreenSize, yours: boolean) => void this.screens.push([size, yours])
  /** Is sent everything. */
  catchUp() {
    this.position = terminal.replay.end
    terminal.moved(this)
  }
}
const enter = (size: ScreenSize) => {
  const seat = new Seat()
  terminal.enter(seat, size)
  return seat
}
const type = (seat: Seat, text: string) => terminal.type(seat, Buffer.from(text))
const kib = (count: number) => Buffer.alloc(count * 1024, 'x')

beforeEach(() => {
  vi.useFakeTimers({ now: 1_790_000_000_000 })
  shell = new FakeShell()
  vi.clearAllMocks()
  terminal = new Terminal(shell, { cols: 80, rows: 24 }, events)
})
afterEach(() => vi.useRealTimers())

it('gives the say about its size to the first screen, then to the one that somebody types on', async () => {
  const first = enter(laptop)
  expect(shell.sizes).toEqual([laptop])
  expect(first.screens).toEqual([[laptop, true]])
  const second = enter(phone)
  expect(second.screens).toEqual([[laptop, false]])
  terminal.resize(second, { ...phone, rows: 20 })
  expect(shell.sizes).toEqual([laptop])

  await type(second, 'ls\n')
  expect(shell.typed).toEqual(['ls\n'])
  expect(shell.sizes.at(-1)).toEqual({ ...phone, rows: 20 })
  expect(first.screens.at(-1)).toEqual([{ ...phone, rows: 20 }, false])
  expect(second.screens.at(-1)).toEqual([{ ...phone, rows: 20 }, true])
})

it('gives it to who typed last when the screen that had it goes', async () => {
  const [a, b, c] = [enter(laptop), enter(phone), enter({ cols: 100, rows: 30 })]
  await type(b, 'x')
  await type(a, 'y')
  terminal.leave(a)
  expect(terminal.size).toEqual(phone)
  expect(b.screens.at(-1)).toEqual([phone, true])
  terminal.leave(b)
  terminal.leave(c)
  expect(terminal).toMatchObject({ viewers: 0, unwatchedSince: Date.now() })
})

it('takes nothing typed by one who has left, nor after its end', async () => {
  const seat = enter(laptop)
  terminal.leave(seat)
  await type(seat, 'rm\n')
  const other = enter(laptop)
  shell.events?.ended({ how: 'exited', code: 0 })
  await type(other, 'rm\n')
  expect(shell.typed).toEqual([])
  expect(events.ended).toHaveBeenCalledExactlyOnceWith({ how: 'exited', code: 0 })
  expect(terminal.state).toEqual({ is: 'ended', at: Date.now(), end: { how: 'exited', code: 0 } })
})

it('does not type into a shell that is away: it would run unseen', async () => {
  const seat = enter(laptop)
  const problem = { code: 'link_lost', message: 'm' } as const
  shell.events?.away(problem)
  const since = Date.now()
  await type(seat, 'reboot\n')
  vi.advanceTimersByTime(1_000)
  shell.events?.away({ ...problem, message: 'n' })
  expect(terminal.state).toEqual({ is: 'away', since, problem: { ...problem, message: 'n' } })
  terminal.resize(seat, phone)
  shell.events?.away(null)
  expect(terminal.state).toEqual({ is: 'open' })
  expect(shell.typed).toEqual([])
  expect(shell.sizes.at(-1)).toEqual(phone)
})

it('lets the program run freely while nobody looks', () => {
  for (let i = 0; i < 100; i += 1) shell.print(kib(64))
  expect(shell.paused).toBe(false)
  expect(terminal.replay.end - terminal.replay.start).toBe(512 * 1024)
})

it('makes the program wait for the fastest screen, and for no other', () => {
  const [fast, slow] = [enter(laptop), enter(phone)]
  shell.print(kib(200))
  expect(shell.paused).toBe(false)
  fast.catchUp()
  shell.print(kib(200))
  expect(shell.paused).toBe(false)
  shell.print(kib(64))
  expect(shell.paused).toBe(true)
  fast.catchUp()
  expect(shell.paused).toBe(false)
  expect(slow.position).toBe(0)
})

it('makes it wait a second for screens that take nothing, and not again before one moves', () => {
  const seat = enter(laptop)
  shell.print(kib(300))
  expect(shell.paused).toBe(true)
  vi.advanceTimersByTime(999)
  expect(shell.paused).toBe(true)
  vi.advanceTimersByTime(1)
  expect(shell.paused).toBe(false)
  shell.print(kib(600))
  expect(shell.paused).toBe(false)
  seat.catchUp()
  shell.print(kib(300))
  expect(shell.paused).toBe(true)
  terminal.leave(seat)
  expect(shell.paused).toBe(false)
})

it('wakes its screens for what is printed and for the end', () => {
  const seat = enter(laptop)
  shell.print('a')
  terminal.close({ how: 'closed', by: 'ada' })
  expect(seat.woken).toBe(2)
  expect(shell.end).toBe('closed')
  expect(events.ended).not.toHaveBeenCalled()
  terminal.close({ how: 'unwatched' })
  expect(terminal.state).toMatchObject({ end: { how: 'closed' } })
})

it('shakes a program on the other screen, so that it draws all of it', () => {
  enter(laptop)
  terminal.redraw()
  expect(shell.sizes).toEqual([laptop])
  shell.print('\x1b[?1049h')
  terminal.redraw()
  expect(shell.sizes.slice(1)).toEqual([{ ...laptop, rows: 41 }, laptop])
})

it('lets go of the shell when Bindery stops, unless that has ended', () => {
  terminal.letGo()
  expect(shell.end).toBe('left')
})

it('goes on after what was lost meanwhile', () => {
  shell.print('before')
  shell.events?.resumed(6)
  expect(terminal.replay.start).toBe(0)
  shell.events?.resumed(5_000)
  shell.print('after')
  expect([terminal.replay.start, terminal.replay.end]).toEqual([5_000, 5_005])
})
