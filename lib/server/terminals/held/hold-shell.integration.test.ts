import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { attachFrame, holderFrame, holderReader, sizeFrame } from './held-frames.ts'

const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : null
const holder = readFileSync(join(import.meta.dirname, 'hold-shell.py'), 'utf8')
let folder: string
const open: Viewer[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-hold-'))
})
afterEach(() => {
  for (const viewer of open.splice(0)) viewer.socket.destroy()
  rmSync(folder, { recursive: true })
  rmSync(`${folder}-${process.getuid?.()}`, { recursive: true, force: true })
})

function hold(name: string, { cols = 80, rows = 24, patience = 60 } = {}): string {
  const said = execFileSync(python ?? '', ['-', folder, name, String(cols), String(rows), String(patience)], {
    input: holder,
    env: { ...process.env, HOME: folder, LC_ALL: 'C', MARK: 'kept' },
  }).toString()
  return /^bindery holds (.+)\n$/.exec(said)?.[1] ?? expect.unreachable(said)
}

/** One who came to the holder's socket. */
class Viewer {
  readonly socket: Socket
  printed = Buffer.alloc(0)
  beginsAt: number | null = null
  code: number | null = null
  closed = false

  constructor(place: string, from = 0) {
    open.push(this)
    this.socket = connect(place)
    const read = holderReader()
    this.socket.on('data', (bytes) => {
      for (const frame of read(bytes)) {
        if (frame.kind === 'begins') this.beginsAt = frame.at
        else if (frame.kind === 'printed') this.printed = Buffer.concat([this.printed, frame.bytes])
        else this.code = frame.code
      }
    })
    this.socket.on('error', () => {})
    this.socket.on('close', () => {
      this.closed = true
    })
    this.socket.write(attachFrame(from))
  }

  type(text: string): void {
    this.socket.write(holderFrame('i', Buffer.from(text)))
  }

  async sees(text: string): Promise<void> {
    await until(`the shell prints ${text}`, () => this.printed.includes(text))
  }
}

const until = (what: string, holds: () => boolean) =>
  vi
    .waitUntil(holds, { timeout: 20_000, interval: 10 })
    .catch(() => expect.unreachable(`Waited in vain: ${what}`))

const withPython = it.skipIf(python === null)

withPython('holds a login shell of the user on a terminal of the asked size', async () => {
  const place = hold('a', { cols: 101, rows: 31 })
  expect(statSync(place).mode & 0o777).toBe(0o600)
  const viewer = new Viewer(place)
  viewer.type('PS1=; stty size; tty; echo "$0 $TERM $MARK $(printenv LC_ALL || echo unset)"\n')
  await viewer.sees('31 101')
  await viewer.sees('/dev/pts/')
  await viewer.sees('-bash xterm-256color kept unset')
  viewer.socket.write(sizeFrame({ cols: 66, rows: 20 }))
  viewer.type('stty size\n')
  await viewer.sees('20 66')
})

withPython('goes on without anybody, and gives every byte once to whoever comes back', async () => {
  const place = hold('b')
  const first = new Viewer(place)
  first.type(
    'PS1=; for i in $(seq 1 400); do echo "line $i"; done; sleep 0.2; echo not yet; sleep 0.3; echo "by" now\n',
  )
  await first.sees('line 400')
  first.socket.destroy()
  const second = new Viewer(place, first.printed.length)
  await second.sees('by now')
  expect(second.beginsAt).toBe(first.printed.length)
  const whole = new Viewer(place)
  await whole.sees('by now')
  const seen = Buffer.concat([first.printed, second.printed])
  const both = Math.min(seen.length, whole.printed.length)
  expect(seen.subarray(0, both).equals(whole.printed.subarray(0, both))).toBe(true)
  await until('the one before is let go', () => second.closed)
})

withPython('keeps the last 512 KiB, and says where they begin', async () => {
  const place = hold('c')
  const viewer = new Viewer(place)
  viewer.type('PS1=; seq 1 200000; echo "al"l\n')
  await viewer.sees('all')
  const late = new Viewer(place, 5)
  await late.sees('all')
  expect(late.printed.length).toBe(512 * 1024)
  expect((late.beginsAt ?? 0) + late.printed.length).toBe(viewer.printed.length)
})

withPython('waits with the program for a reader that does not read', async () => {
  const place = hold('d')
  const viewer = new Viewer(place)
  viewer.type('PS1=; echo "be"gun\n')
  await viewer.sees('begun')
  viewer.socket.pause()
  const mark = join(folder, 'done')
  viewer.type(`seq 1 3000000; touch ${mark}\n`)
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(existsSync(mark)).toBe(false)
  viewer.socket.resume()
  viewer.type('\x03')
  viewer.type(`touch ${mark}-after\n`)
  await until('the program was interrupted', () => existsSync(`${mark}-after`))
  expect(existsSync(mark)).toBe(false)
})

withPython('tells the exit code after all that was printed, also to one who comes late', async () => {
  const place = hold('e')
  const viewer = new Viewer(place)
  viewer.type('PS1=; seq 1 20000; exit 7\n')
  await until('the code', () => viewer.code !== null)
  expect(viewer.code).toBe(7)
  expect(viewer.printed.toString()).toContain('\n20000\r\n')
  viewer.socket.destroy()
  const late = new Viewer(place)
  await until('the code again', () => late.code !== null)
  expect(late.code).toBe(7)
  late.socket.write(holderFrame('k'))
  await until('its socket is gone', () => !existsSync(place))
})

withPython('ends the shell and leaves nothing when it is told to, and when nobody comes back', async () => {
  const place = hold('f')
  const viewer = new Viewer(place)
  viewer.type('PS1=; echo "pid"=$$; sleep 9876\n')
  await viewer.sees('pid=')
  await until('the number', () => /pid=\d+/.test(viewer.printed.toString()))
  const pid = Number(/pid=(\d+)/.exec(viewer.printed.toString())?.[1])
  viewer.socket.write(holderFrame('k'))
  await until('the shell is gone', () => !isAlive(pid))
  expect(existsSync(place)).toBe(false)

  const other = hold('g', { patience: 1 })
  const short = new Viewer(other)
  short.type('PS1=; echo "pid"=$$\n')
  await until('its number', () => /pid=\d+/.test(short.printed.toString()))
  const left = Number(/pid=(\d+)/.exec(short.printed.toString())?.[1])
  short.socket.destroy()
  await until('it gave up', () => !existsSync(other) && !isAlive(left))
})

withPython('refuses a folder that others can write to', () => {
  execFileSync('mkdir', ['-m', '777', `${folder}-${process.getuid?.()}`])
  expect(() => hold('h')).toThrow('belongs to somebody else')
})

withPython('drops one who speaks nonsense, and stays', async () => {
  const place = hold('i')
  const liar = connect(place)
  liar.on('error', () => {})
  liar.write(Buffer.from([0x69, 0xff, 0xff, 0xff, 0xff, 1, 2, 3]))
  const dropped = once(liar, 'close')
  liar.resume()
  await dropped
  const viewer = new Viewer(place)
  viewer.type('echo "still"here\n')
  await viewer.sees('stillhere')
})

/** What nobody has reaped yet is dead all the same. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
