import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutProxy } from './cut-proxy.ts'
import { type LoopbackServer, startLoopbackServer } from './start.ts'
import { loopbackUnavailable } from './unavailable.ts'

const unavailable = loopbackUnavailable()
if (unavailable) console.log(`skipped, no loopback server here: ${unavailable}`)

const signIn = async (
  server: LoopbackServer,
  user: string,
  command: string,
  port = server.port,
  timeoutSeconds = 15,
) => {
  const options = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
    `ConnectTimeout=${timeoutSeconds}`,
  ]
  const flags = [
    ...options.flatMap((option) => ['-o', option]),
    '-i',
    server.privateKeyPath,
    '-p',
    String(port),
  ]
  return (await promisify(execFile)('ssh', [...flags, `${user}@127.0.0.1`, command])).stdout.trim()
}

describe.skipIf(unavailable !== null)('the loopback server', () => {
  let server: LoopbackServer
  beforeAll(async () => {
    server = await startLoopbackServer({ hostname: 'binder-01' })
  })
  afterAll(() => server.stop())

  it('lets its users in by key, each with the root they were given', async () => {
    expect(await signIn(server, 'root', 'id -u; hostname')).toBe('0\nbinder-01')
    expect(await signIn(server, 'free', 'sudo -n id -u')).toBe('0')
    expect(await signIn(server, 'ubuntu', "echo ubuntu-pass | sudo -S -p '' id -u")).toBe('0')
    await expect(signIn(server, 'ubuntu', 'sudo -k -n id -u')).rejects.toThrow('a password is required')
    await expect(signIn(server, 'nobody-else', "echo ubuntu-pass | sudo -S -p '' id")).rejects.toThrow(
      'not in the sudoers',
    )
  })

  it('changes nothing of the machine it runs on', async () => {
    await signIn(
      server,
      'root',
      'mkdir -p /var/lib/bindery && echo inside > /var/lib/bindery/proof; useradd proof',
    )
    expect(readFileSync(`${server.root}/var/lib/bindery/proof`, 'utf8')).toBe('inside\n')
    expect(existsSync('/var/lib/bindery/proof')).toBe(false)
    expect(readFileSync('/etc/passwd', 'utf8')).not.toContain('proof')
  })

  it('keeps what a session left behind running, until it is stopped', async () => {
    const other = await startLoopbackServer()
    await signIn(other, 'ubuntu', 'setsid sleep 4242 </dev/null >/dev/null 2>&1 &')
    expect(await other.exec('pgrep -c sleep')).toBe('1\n')
    const { root } = other
    await other.stop()
    expect(existsSync(root)).toBe(false)
    await expect(signIn(other, 'ubuntu', 'true')).rejects.toThrow('refused')
  })

  it('is told apart from its network: cut, stalled, mended', async () => {
    const proxy = await cutProxy(server.port)
    const reach = (timeoutSeconds?: number) =>
      signIn(server, 'ubuntu', 'echo through', proxy.port, timeoutSeconds)
    expect(await reach()).toBe('through')

    const held = connect(proxy.port, '127.0.0.1')
    await once(held, 'data')
    await Promise.all([once(held, 'error'), proxy.cut()])
    await expect(reach()).rejects.toThrow('refused')
    await proxy.mend()
    expect(await reach()).toBe('through')

    proxy.stall()
    await expect(reach(1)).rejects.toThrow('timed out')
    await proxy.mend()
    expect(await reach()).toBe('through')
    await proxy.close()
  })

  it('serves another process by its command line', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), 'srv'])
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const about = JSON.parse((await lines.next()).value ?? '')
    expect(about).toMatchObject({ name: 'srv', host: '127.0.0.1', user: 'ubuntu', password: 'ubuntu-pass' })
    expect(about.hostKeySha256).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)

    const held = connect(about.port, '127.0.0.1')
    await once(held, 'data')
    child.stdin.write('reset\n')
    await once(held, 'error')
    expect((await lines.next()).value).toBe('done reset')

    child.stdin.end()
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(existsSync(about.privateKeyPath)).toBe(false)
  })
})
