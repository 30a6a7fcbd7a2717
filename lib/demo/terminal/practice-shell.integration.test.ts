import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Link } from '../../server/ssh/link.ts'
import type { PtySession } from '../../server/ssh/pty-session.ts'
import { openServerShell } from '../../server/terminals/open-server-shell.ts'
import { practiceLink } from '../../testing/practice-link.ts'
import { type PracticeServer, startPracticeServer } from '../practice-server.ts'

let server: PracticeServer
let link: Link
let shell: PtySession
let text: string
const soon = { timeout: 10_000, interval: 10 }
const type = (keys: string) => void shell.bytes.write(keys)
const sees = (what: string) => vi.waitUntil(() => text.includes(what), soon)

beforeAll(async () => {
  server = await startPracticeServer({ keep: { load: () => null, save() {} }, speed: 50 })
  link = await practiceLink(server)
})
afterAll(async () => {
  await link.close()
  await server.stop()
})
beforeEach(async () => {
  text = ''
  shell = await link.shell({ cols: 90, rows: 30 })
  shell.bytes.on('data', (bytes: Buffer) => {
    text += bytes.toString()
  })
  await sees('$ ')
})

it('runs lines one after another in the same shell', async () => {
  type('x=4; cd /etc\r')
  type('echo "$((x + 38)) in $PWD"; ls | wc -l\r')
  await sees('42 in /etc\r\n')
  type('sudo id -un\r')
  await sees('root\r\n')
  type('no-such-thing; echo "code $?"\r')
  await sees('code 127')
  type('if then\r')
  await sees('syntax error')
  type('exit 3\r')
  expect(await shell.done).toBe(3)
})

it('knows how large its screen is', async () => {
  type('stty size\r')
  await sees('30 90\r\n')
  shell.resize({ cols: 61, rows: 17 })
  type('stty size\r')
  await sees('17 61\r\n')
})

it('gives the keyboard to what runs, and takes it back by Ctrl C', async () => {
  type('cat | tr a-z A-Z\r')
  type('hello\r\x04')
  await sees('HELLO\r\n')
  type('sleep 100000\r')
  type('\x03')
  await sees('^C')
  type('while true; do echo again; done\r')
  await sees('again')
  type('\x03echo "status $?"\r')
  await sees('status 130')
})

it('lets everything else have its turn while a loop runs', async () => {
  type('while true; do :; done\r')
  let longest = 0
  for (let i = 0; i < 20; i += 1) {
    const began = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 5))
    longest = Math.max(longest, performance.now() - began)
  }
  expect(longest).toBeLessThan(500)
  type('\x03')
  type('echo "ali"ve\r')
  await sees('alive')
})

it('says that its shells end with their connection, and runs no Python to find that out', async () => {
  const said: string[] = []
  const began = performance.now()
  const size = { cols: 80, rows: 24 }
  const signal = AbortSignal.timeout(10_000)
  const opened = await openServerShell(link, { id: 'x', size, signal, log: (line) => said.push(line) })
  expect(opened).toMatchObject({ socket: null, shell: { name: 'bash', outlivesLink: false } })
  expect(said.join()).toContain('holds no shells')
  expect(performance.now() - began).toBeLessThan(5_000)
  opened.shell.close()
})
