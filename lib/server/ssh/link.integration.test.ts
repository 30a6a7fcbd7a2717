import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../testing/loopback-server/start.ts'
import { targetOf } from '../../testing/loopback-server/target-of.ts'
import { loopbackUnavailable } from '../../testing/loopback-server/unavailable.ts'
import { diskFull } from './disk-full.ts'
import { generateKey } from './generate-key.ts'
import { Link } from './link.ts'
import type { LinkTarget } from './link-target.ts'
import { meet } from './meet.ts'

/** For polls: the machine may be busy with other suites. */
const soon = { timeout: 15_000 }
const unavailable = loopbackUnavailable()
if (unavailable) console.log(`skipped, no loopback server here: ${unavailable}`)

describe.skipIf(unavailable !== null)('a link to a real OpenSSH server', () => {
  let server: LoopbackServer
  let link: Link
  const open = async (changes: Partial<LinkTarget> = {}) => {
    const opened = new Link({ target: async () => targetOf(server, changes) })
    opened.open()
    await opened.whenOnline({ deadlineMs: 20_000 })
    return opened
  }
  const run = (script: string, as: 'user' | 'root' = 'user', input = '') =>
    link.exec({ script, as, input: Buffer.from(input), deadlineMs: 10_000 })

  beforeAll(async () => {
    server = await startLoopbackServer()
    link = await open()
  })
  afterAll(async () => {
    await link?.close()
    await server?.stop()
  })

  it('reads the host key of a stranger without telling it who asks', async () => {
    const before = server.log().length
    const met = await meet({ host: '127.0.0.1', port: server.port, jump: null })
    expect(met.hostKey).toEqual({ type: 'ssh-ed25519', sha256: server.hostKeySha256 })
    expect(met.software).toMatch(/^OpenSSH_\d/)
    await expect.poll(() => server.log().slice(before), soon).toContain('closed')
    expect(server.log().slice(before)).not.toMatch(/user|Accepted/)
  })

  it('becomes root as the server lets it', async () => {
    const key = { kind: 'key', privateKey: server.privateKey } as const
    for (const [user, rootBy] of [
      ['root', 'root'],
      ['free', 'sudo'],
      ['ubuntu', 'sudo-password'],
    ] as const) {
      const other = await open({ user, credentials: key })
      expect(other.state).toMatchObject({ state: 'online', rootBy })
      const { stdout } = await other.exec({ script: 'id -u; echo "$HOME"', as: 'root', deadlineMs: 15_000 })
      expect(stdout.toString()).toBe('0\n/root\n')
      await other.close()
    }
  })

  it('gives exit code and both outputs as bytes, whatever is in them', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 27, 0xc3, 0xa9])
    const result = await link.exec({
      script: 'cat; echo oh >&2; exit 7',
      as: 'root',
      input: bytes,
      deadlineMs: 15_000,
    })
    expect(result).toEqual({ code: 7, stdout: bytes, stderr: Buffer.from('oh\n') })
  })

  it('carries scripts literally: quotes, here-documents, comments, no last line break', async () => {
    const script = `#!/bin/bash\nset -eu\nx='it'"'"'s "$HOME" \\n'\nprintf '%s|' "$x"\ncat <<'END'\n$(id) é\nEND`
    expect((await run(script)).stdout.toString()).toBe('it\'s "$HOME" \\n|$(id) é\n')
  })

  it('has a PATH with snaps and system tools, and a UTF-8 locale, for both', async () => {
    for (const as of ['user', 'root'] as const) {
      const { stdout } = await run('echo "$PATH $LC_ALL"', as)
      expect(stdout.toString()).toMatch(/\/usr\/sbin:.*:\/snap\/bin C\.UTF-8\n$/)
    }
  })

  it('is not confused by what a .bashrc prints, nor by sudo with a terminal of its own', async () => {
    const noisy = await startLoopbackServer({ sudoers: ['Defaults use_pty', 'Defaults lecture=always'] })
    await noisy.exec(
      'for home in /root /home/ubuntu; do echo "echo welcome; echo welcome >&2" >$home/.bashrc; done',
    )
    const other = new Link({ target: async () => targetOf(noisy) })
    other.open()
    await other.whenOnline({ deadlineMs: 20_000 })
    const input = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 256))
    for (const as of ['user', 'root'] as const) {
      const result = await other.exec({ script: 'echo oh >&2; cat; exit 9', as, input, deadlineMs: 15_000 })
      expect(result.code).toBe(9)
      expect(result.stdout.equals(input)).toBe(true)
      expect(result.stderr.toString()).toBe('oh\n')
    }
    await other.close()
    await noisy.stop()
  })

  it('shows neither script nor password to others on the server', async () => {
    const { stdout } = await run('secret=hunter2; tr "\\0" " " </proc/*/cmdline', 'root')
    const all = await run(
      'for f in /proc/[0-9]*/cmdline /proc/[0-9]*/environ; do tr "\\0" " " <$f; done; : hunter2',
      'root',
    )
    const seen = stdout.toString() + all.stdout.toString()
    expect(seen).toContain('sudo')
    expect(seen).not.toContain('hunter2')
    expect(seen).not.toContain(server.password)
  })

  it('ends a command at its deadline, when it prints too much, and when nobody waits for it any more', async () => {
    await expect(link.exec({ script: 'sleep 60', as: 'user', deadlineMs: 300 })).rejects.toMatchObject({
      code: 'remote_timed_out',
    })
    const flood = link.exec({ script: 'yes', as: 'user', deadlineMs: 15_000, maxOutputBytes: 65_536 })
    await expect(flood).rejects.toMatchObject({
      code: 'remote_failed',
      message: expect.stringContaining('64 KiB'),
    })
    const abort = new AbortController()
    const cancelled = link.exec({ script: 'sleep 61', as: 'user', deadlineMs: 15_000, signal: abort.signal })
    abort.abort()
    await expect(cancelled).rejects.toMatchObject({ code: 'remote_failed' })
    await expect.poll(() => link.sessions.inUse, soon).toBe(0)
  })

  it('keeps its eight sessions however many are ended from here in quick succession', async () => {
    const other = await open()
    for (let round = 0; round < 4; round++) {
      const streams = await Promise.all(
        Array.from({ length: 8 }, () => other.stream({ script: 'echo; cat', as: 'user', lane: 'person' })),
      )
      for (const stream of streams) stream.close()
      expect(other.sessions).toEqual({ inUse: 8, budget: 8, waiting: 0 })
    }
    await expect.poll(() => other.sessions, soon).toEqual({ inUse: 0, budget: 8, waiting: 0 })
    await other.close()
  })

  it('ends what a stream runs when the stream is closed', async () => {
    const stream = await link.stream({ script: 'echo $$; sleep 6262', as: 'user' })
    const [pid] = await once(stream.stdout, 'data')
    stream.close()
    await expect(stream.done).rejects.toMatchObject({ code: 'remote_failed' })
    await expect.poll(() => server.exec(`[ -d /proc/${Number(pid)} ] || echo gone`), soon).toBe('gone\n')
  })

  it('tells a command that was killed from one that exited', async () => {
    await expect(run('kill -KILL $$')).rejects.toMatchObject({ code: 'remote_failed', said: 'SIGKILL' })
  })

  it('keeps two sessions for people, and runs work in order', async () => {
    const busy = Array.from({ length: 8 }, () => link.stream({ script: 'cat', as: 'user' }))
    const six = await Promise.all(busy.slice(0, 6))
    expect(link.sessions).toEqual({ inUse: 6, budget: 8, waiting: 2 })
    const answer = await link.exec({ script: 'echo now', as: 'user', lane: 'person', deadlineMs: 15_000 })
    expect(answer.stdout.toString()).toBe('now\n')
    for (const stream of six) stream.stdin.end()
    for (const stream of await Promise.all(busy)) {
      stream.stdin.end()
      stream.stdout.resume()
      stream.stderr.resume()
      expect(await stream.done).toBe(0)
    }
    expect(link.sessions.inUse).toBe(0)
  })

  it('holds the server back when the reader is slow, and loses nothing', async () => {
    const stream = await link.stream({ script: 'head -c 8000000 /dev/zero; echo written >&2', as: 'user' })
    let written = false
    stream.stderr.once('data', () => {
      written = true
    })
    await run('sleep 0.2')
    expect(written).toBe(false)
    let size = 0
    for await (const chunk of stream.stdout) size += (chunk as Buffer).length
    expect(size).toBe(8_000_000)
    expect(await stream.done).toBe(0)
    expect(written).toBe(true)
  })

  it('recognises a full disk', async () => {
    await server.exec('mkdir -p /mnt/tiny && mount -t tmpfs -o size=64k tmpfs /mnt/tiny')
    const { code, stderr } = await run('head -c 1000000 /dev/zero >/mnt/tiny/file', 'root')
    expect(code).not.toBe(0)
    expect(diskFull(stderr)).toMatchObject({
      code: 'disk_full',
      said: expect.stringContaining('No space left'),
    })
  })

  it('forwards connections, ends them from either side, and needs no session for them', async () => {
    const echo = createServer((socket) => void socket.pipe(socket)).listen(0, '127.0.0.1')
    await once(echo, 'listening')
    const { port } = echo.address() as AddressInfo
    const all = await Promise.all(Array.from({ length: 30 }, () => link.forward('127.0.0.1', port)))
    expect(link.sessions.inUse).toBe(0)
    const answers = all.map((forward, at) => {
      forward.end(`hello ${at}`)
      return text(forward)
    })
    expect((await Promise.all(answers)).at(29)).toBe('hello 29')
    await expect.poll(() => all.every((forward) => forward.destroyed), soon).toBe(true)
    await new Promise((resolve) => echo.close(resolve))
    await expect(link.forward('127.0.0.1', port)).rejects.toMatchObject({ code: 'remote_failed' })
  })

  it('signs in with a key of its own making', async () => {
    const { privateKey, publicKey } = generateKey('bindery@loopback')
    expect(publicKey).toMatch(/^ssh-ed25519 \S+ bindery@loopback$/)
    await run('cat >>~/.ssh/authorized_keys', 'user', `${publicKey}\n`)
    const other = await open({ credentials: { kind: 'key', privateKey } })
    expect(other.state.state).toBe('online')
    await other.close()
  })
})
