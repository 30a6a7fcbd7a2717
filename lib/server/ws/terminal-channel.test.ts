import { afterEach, expect, it, vi } from 'vitest'
import { TYPED_WINDOW_BYTES } from '../../shared/frames.ts'
import { AppError } from '../../shared/problem.ts'
import { FakeShell } from '../../testing/fake-shell.ts'
import { RawTab, startHub } from '../../testing/socket-rig.ts'
import { Terminal } from '../terminals/terminal.ts'

const size = { cols: 80, rows: 24 }
const MIB = 1024 * 1024
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const until = (holds: () => unknown) => vi.waitUntil(holds, { timeout: 10_000, interval: 5 })

async function start() {
  const shell = new FakeShell()
  const terminal = new Terminal(shell, size, { changed() {}, ended() {} })
  const asked: string[] = []
  const rig = await startHub({
    terminalOf(id, actor) {
      asked.push(`${id} ${actor.name} ${actor.role}`)
      if (id !== 'term') throw new AppError('forbidden', 'It is not yours.')
      return terminal
    },
  })
  stops.push(rig.stop)
  const connect = async () => {
    const tab = await RawTab.connect(rig.url)
    const open = (ch: number, from: number | null = null, credit = MIB, terminal = 'term') =>
      tab.say({ op: 'open', ch, what: { kind: 'terminal', terminal, from, credit, size } })
    const messages = (ch: number) => tab.of('message', ch).map(({ body }) => body)
    return { tab, open, messages }
  }
  return { shell, terminal, asked, ...rig, connect }
}

it('gives all that is kept, then what comes, and takes what is typed', async () => {
  const { shell, connect } = await start()
  shell.print('before ')
  const { tab, open, messages } = await connect()
  open(1)
  await until(() => tab.received(1).length === 7)
  expect(tab.of('opened', 1)[0]?.info).toEqual({ from: 0, size: 7 })
  expect(messages(1)).toEqual([
    { type: 'replay', from: 0, to: 7, modes: '' },
    { type: 'screen', size, yours: true },
  ])
  shell.print('and after')
  await until(() => tab.received(1).toString() === 'before and after')
  tab.sayBytes(1, Buffer.from('ls\n'))
  await until(() => messages(1).length === 3)
  expect(shell.typed).toEqual(['ls\n'])
  expect(messages(1)[2]).toEqual({ type: 'taken', bytes: 3 })
  tab.say({ op: 'size', ch: 1, size: { cols: 100, rows: 40 } })
  await until(() => messages(1).length === 4)
  expect(shell.sizes).toEqual([{ cols: 100, rows: 40 }])
})

it('goes on at the byte that a screen has, and afresh where that is not kept any more', async () => {
  const { shell, connect } = await start()
  shell.print('0123456789')
  const { tab, open, messages } = await connect()
  open(1, 4)
  await until(() => tab.received(1).toString() === '456789')
  expect(messages(1).filter(({ type }) => type === 'replay')).toEqual([])
  shell.print(`\x1b[?2004h${'line\n'.repeat(200_000)}`)
  open(2, 4)
  await until(() => tab.received(2).length > 0)
  const [replay] = messages(2)
  expect(replay).toMatchObject({ type: 'replay', to: 1_000_018, modes: '\x1b[?2004h' })
  expect(tab.received(2).subarray(0, 5).toString()).toBe('line\n')
  open(3, 9_999_999)
  await until(() => messages(3).length > 0)
  expect(messages(3)[0]).toMatchObject({ type: 'replay' })
})

it('sends no more than the credit, and moves on a screen that falls behind', async () => {
  const { shell, connect } = await start()
  const { tab, open, messages } = await connect()
  open(1, null, 1_000)
  await until(() => messages(1).length > 0)
  shell.print('a'.repeat(5_000))
  await until(() => tab.received(1).length === 1_000)
  shell.print('b'.repeat(600_000))
  tab.say({ op: 'credit', ch: 1, bytes: 2_000 })
  await until(() => tab.received(1).length === 3_000)
  const replay = messages(1).findLast(({ type }) => type === 'replay')
  expect(replay).toMatchObject({ to: 605_000 })
  expect(
    tab
      .received(1)
      .subarray(1_000)
      .every((byte) => byte === 0x62),
  ).toBe(true)
})

it('breaks with a page that types more than the shell has taken room for', async () => {
  const { shell, connect } = await start()
  const taking = Promise.withResolvers<void>()
  shell.taking = taking.promise
  const { tab, open, messages } = await connect()
  open(1)
  const half = Buffer.alloc(TYPED_WINDOW_BYTES / 2, 'x')
  tab.sayBytes(1, half)
  tab.sayBytes(1, half)
  await until(() => shell.typed.length === 2)
  taking.resolve()
  await until(() => messages(1).filter(({ type }) => type === 'taken').length === 2)
  shell.taking = new Promise(() => {})
  tab.sayBytes(1, half)
  tab.sayBytes(1, half)
  tab.sayBytes(1, Buffer.from('x'))
  await until(() => tab.closed)
  expect(tab.closed).toEqual({ code: 1002, reason: 'channel 1 does not take these bytes' })
})

it('ends when the shell has and all was sent', async () => {
  const { shell, terminal, connect } = await start()
  const { tab, open, messages } = await connect()
  open(1, null, 3)
  shell.print('0123456789')
  await until(() => tab.received(1).length === 3)
  shell.events?.ended({ how: 'exited', code: 0 })
  tab.say({ op: 'credit', ch: 1, bytes: 100 })
  await until(() => tab.of('closed', 1).length > 0)
  expect(tab.received(1).toString()).toBe('0123456789')
  expect(messages(1).at(-1)).toEqual({ type: 'end', size: 10 })
  expect(terminal.viewers).toBe(0)
})

it('frees its seat when its tab goes, and asks who may look', async () => {
  const { terminal, asked, connect } = await start()
  const { tab, open } = await connect()
  open(1)
  open(2, null, 0, 'other')
  await until(() => tab.of('closed', 2).length > 0)
  expect(tab.of('closed', 2)[0]?.problem).toMatchObject({ code: 'forbidden' })
  expect(asked).toEqual(['term Ada viewer', 'other Ada viewer'])
  expect(terminal.viewers).toBe(1)
  tab.ws.terminate()
  await until(() => terminal.viewers === 0)
})
