import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type CutProxy, cutProxy } from '../../testing/loopback-server/cut-proxy.ts'
import { type LoopbackServer, startLoopbackServer } from '../../testing/loopback-server/start.ts'
import { targetOf } from '../../testing/loopback-server/target-of.ts'
import { loopbackUnavailable } from '../../testing/loopback-server/unavailable.ts'
import { Link } from '../ssh/link.ts'
import { newId } from '../store/ids.ts'
import { openServerShell, type ServerShell } from './open-server-shell.ts'
import type { ShellEnd } from './shell.ts'

const unavailable = loopbackUnavailable()
if (unavailable) console.log(`skipped, no loopback server here: ${unavailable}`)
const soon = { timeout: 20_000, interval: 20 }

/** One who writes down what a shell does. */
function follow({ shell }: ServerShell) {
  const seen = { text: '', resumedAt: -1, away: [] as (string | null)[], end: null as ShellEnd | null }
  shell.start({
    printed(bytes) {
      seen.text += bytes.toString('latin1')
    },
    resumed(at) {
      seen.resumedAt = at
    },
    away(problem) {
      seen.away.push(problem?.code ?? null)
    },
    ended(end) {
      seen.end = end
    },
  })
  const type = (text: string) => shell.type(Buffer.from(text))
  const sees = (text: string) => vi.waitUntil(() => seen.text.includes(text), soon)
  return { seen, type, sees }
}

describe.skipIf(unavailable !== null).each([
  ['that may hold shells', true],
  ['that forwards no sockets', false],
])('a shell on a server %s', (_, holds) => {
  let server: LoopbackServer
  let proxy: CutProxy
  let link: Link
  let opened: ServerShell
  const said: string[] = []
  const open = async (size = { cols: 90, rows: 30 }) => {
    const signal = AbortSignal.timeout(20_000)
    opened = await openServerShell(link, { id: newId(), size, signal, log: (line) => said.push(line) })
    return follow(opened)
  }

  beforeAll(async () => {
    server = await startLoopbackServer({ sshd: holds ? [] : ['AllowStreamLocalForwarding no'] })
    proxy = await cutProxy(server.port)
  })
  beforeEach(async () => {
    link = new Link({ target: async () => targetOf(server, { port: proxy.port }), asRoot: false })
    link.open()
    await link.whenOnline({ deadlineMs: 20_000 })
  })
  afterEach(async () => {
    opened?.shell.close()
    await proxy.mend()
    await link.close()
  })
  afterAll(async () => {
    await proxy?.close()
    await server?.stop()
  })

  it('is a login shell of the sign-in user, of the size that the screen has', async () => {
    const { type, sees } = await open()
    expect(opened.shell).toMatchObject({ name: 'bash', outlivesLink: holds })
    expect(opened.socket === null).toBe(!holds)
    await type('echo "$(id -un) $0 $TERM $(stty size)"\n')
    await sees('ubuntu -bash xterm-256color 30 90')
    opened.shell.resize({ cols: 61, rows: 17 })
    await type('stty size\n')
    await sees('17 61')
    await type('sudo -k -p "pass""word: " id -un\n')
    await sees('password: ')
    await type(`${server.password}\n`)
    await sees('root')
  })

  it('tells its exit code, after all that it printed', async () => {
    const { seen, type } = await open()
    await type('seq 1 30000; exit 9\n')
    await vi.waitUntil(() => seen.end, soon)
    expect(seen.end).toEqual({ how: 'exited', code: 9 })
    expect(seen.text).toContain('\n30000\r\n')
  })

  it('can be halted in a flood, and obeys at once afterwards', async () => {
    const { seen, type, sees } = await open()
    await sees('$ ')
    opened.shell.pause()
    await type('yes\n')
    await new Promise((resolve) => setTimeout(resolve, 500))
    const { length } = seen.text
    expect(length).toBeLessThan(64 * 1024)
    opened.shell.resume()
    await type('\x03echo "af"ter\n')
    await sees('after')
    // What was under way when it was halted: windows and buffers of both ends, no more.
    expect(seen.text.length).toBeLessThan(16 * 1024 * 1024)
  })

  it(holds ? 'goes on while the connection is gone' : 'ends with the connection, and says so', async () => {
    const { seen, type, sees } = await open()
    await type('PS1=; for i in 1 2 3 4 5; do echo "beat $i"; sleep 0.3; done; echo "al"l\n')
    await sees('beat 1')
    await proxy.cut('refuse')
    if (!holds) {
      await vi.waitUntil(() => seen.end, soon)
      expect(seen.end).toMatchObject({ how: 'lost', problem: { code: 'link_lost' } })
      return
    }
    await vi.waitUntil(() => seen.away.length > 0, soon)
    const { length } = seen.text
    await proxy.mend()
    link.retryNow()
    await sees('all')
    expect(seen.text.match(/beat \d/g)).toEqual(['beat 1', 'beat 2', 'beat 3', 'beat 4', 'beat 5'])
    expect(seen.resumedAt).toBe(length)
    expect([seen.away[0], seen.away.at(-1)]).toEqual(['link_lost', null])
    await type('echo "still $(( 6 * 7 ))"\n')
    await sees('still 42')
  })

  it('leaves nothing on the server when it is closed', async () => {
    const { type, sees } = await open()
    await type('echo "num"ber; sleep 98761\n')
    await sees('number')
    opened.shell.close()
    const left = async () => {
      const script = 'pgrep -fc "[s]leep 98761"; ls /tmp/.bindery-* 2>/dev/null | wc -l; true'
      const { stdout } = await link.exec({ script, as: 'user', deadlineMs: 10_000 })
      return stdout.toString().trim().split('\n')
    }
    await vi.waitFor(async () => expect((await left())[0]).toBe('0'), soon)
  })

  it.runIf(holds)('that vanished with the server is told as gone', async () => {
    const { seen, sees } = await open()
    await sees('$ ')
    await proxy.cut('refuse')
    await vi.waitUntil(() => seen.away.length > 0, soon)
    await proxy.mend()
    link.retryNow()
    await link.whenOnline({ deadlineMs: 20_000 })
    const script = 'pkill -9 -f "^python3 - /tmp/[.]bindery"; true'
    await link.exec({ script, as: 'user', deadlineMs: 10_000 })
    await vi.waitUntil(() => seen.end, soon)
    expect(seen.end).toEqual({ how: 'gone' })
  })
})
