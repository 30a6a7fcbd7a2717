import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LinkState } from '../../shared/link-state.ts'
import { AppError } from '../../shared/problem.ts'
import { freePort } from '../../testing/loopback-server/free-port.ts'
import type { LoopbackOptions } from '../../testing/loopback-server/machine-files.ts'
import { type LoopbackServer, startLoopbackServer } from '../../testing/loopback-server/start.ts'
import { targetOf } from '../../testing/loopback-server/target-of.ts'
import { loopbackUnavailable } from '../../testing/loopback-server/unavailable.ts'
import { Link } from './link.ts'
import type { LinkTarget } from './link-target.ts'
import { meet } from './meet.ts'

/** For polls: the machine may be busy with other suites. */
const soon = { timeout: 15_000 }
const unavailable = loopbackUnavailable()
if (unavailable) console.log(`skipped, no loopback server here: ${unavailable}`)

/** The first state that says how connecting went. */
async function outcome(target: LinkTarget, stageDeadlineMs = 15_000): Promise<LinkState> {
  const link = new Link({ target: async () => target, stageDeadlineMs })
  const state = await new Promise<LinkState>((resolve) => {
    link.onState((next) => {
      if (next.state !== 'connecting' && next.state !== 'offline') resolve(next)
    })
    link.open()
  })
  await link.close()
  return state
}
const refused = (code: string) => ({ state: 'refused', problem: { code } })
/** It is tried again by itself. */
const retried = (code: string) => ({
  state: 'reconnecting',
  attempt: 1,
  lastHeardAt: null,
  problem: { code },
})

describe.skipIf(unavailable !== null)('what keeps a link from being', () => {
  let server: LoopbackServer
  let folder: string
  const closing: (() => unknown)[] = []
  const variant = async (options: LoopbackOptions) => {
    const other = await startLoopbackServer(options)
    closing.push(() => other.stop())
    return other
  }
  const listening = async (listener: Server) => {
    listener.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    closing.push(() => listener.close())
    return (listener.address() as AddressInfo).port
  }
  const key = () => ({ kind: 'key', privateKey: server.privateKey }) as const

  beforeAll(async () => {
    server = await startLoopbackServer()
    folder = mkdtempSync(join(tmpdir(), 'keys-'))
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  describe('reaching it', () => {
    it('name_not_found', async () => {
      expect(await outcome(targetOf(server, { host: 'no-such-server.invalid' }))).toMatchObject(
        retried('name_not_found'),
      )
    })

    it('ssh_refused', async () => {
      expect(await outcome(targetOf(server, { port: await freePort() }))).toMatchObject(
        retried('ssh_refused'),
      )
    })

    it('ssh_timed_out, when something listens and says nothing', async () => {
      const sockets: Socket[] = []
      const port = await listening(createServer((socket) => sockets.push(socket)))
      expect(await outcome(targetOf(server, { port }), 200)).toMatchObject(retried('ssh_timed_out'))
      await expect(meet({ host: '127.0.0.1', port, jump: null }, undefined, 200)).rejects.toMatchObject({
        code: 'ssh_timed_out',
      })
      for (const socket of sockets) socket.destroy()
    })

    it('ssh_unreachable, when something listens and hangs up', async () => {
      const port = await listening(createServer((socket) => socket.destroy()))
      expect(await outcome(targetOf(server, { port }))).toMatchObject(retried('ssh_unreachable'))
    })

    it('not_ssh, with what it said', async () => {
      const port = await listening(createHttpServer())
      expect(await outcome(targetOf(server, { port }))).toMatchObject({
        problem: { code: 'not_ssh', said: 'HTTP/1.1 400 Bad Request' },
      })
    })

    it('no_common_algorithm, with what the server offers', async () => {
      const other = await variant({ sshd: ['KexAlgorithms sntrup761x25519-sha512@openssh.com'] })
      const state = await outcome(targetOf(other))
      expect(state).toMatchObject(refused('no_common_algorithm'))
      expect(state).toMatchObject({ problem: { said: 'it offers sntrup761x25519-sha512@openssh.com' } })
    })
  })

  describe('its host key', () => {
    it('host_key_changed, and nothing is sent', async () => {
      const other = await variant({})
      const state = await outcome(
        targetOf(other, { hostKey: { type: 'ssh-ed25519', sha256: server.hostKeySha256 } }),
      )
      expect(state).toMatchObject(refused('host_key_changed'))
      expect(JSON.stringify(state)).toContain(other.hostKeySha256)
      expect(other.log()).not.toContain('ubuntu')
    })

    it('asks for the type that was confirmed, so that another one beside it is no change', async () => {
      const other = await variant({ hostKeys: ['ed25519', 'ecdsa', 'rsa'] })
      for (const type of ['ecdsa', 'rsa', 'ed25519']) {
        const line = await other.exec(
          `ssh-keygen -lf /etc/ssh/ssh_host_${type}_key.pub; cut -d' ' -f1 /etc/ssh/ssh_host_${type}_key.pub`,
        )
        const hostKey = { sha256: line.split(' ')[1] ?? '', type: line.trim().split('\n').at(-1) ?? '' }
        expect(await outcome(targetOf(other, { hostKey }))).toMatchObject({ state: 'online' })
      }
    })

    it('host_key_changed, when it has no key of that type any more', async () => {
      const other = await variant({ hostKeys: ['ecdsa'] })
      const state = await outcome(
        targetOf(other, { hostKey: { type: 'ssh-ed25519', sha256: server.hostKeySha256 } }),
      )
      expect(state).toMatchObject(refused('host_key_changed'))
      expect(JSON.stringify(state)).toContain('ecdsa-sha2-nistp256')
    })
  })

  describe('signing in', () => {
    const makeKey = (passphrase: string, ...options: string[]) => {
      const path = join(folder, `key-${Math.random().toString(36).slice(2)}`)
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', path, ...options])
      return readFileSync(path, 'utf8')
    }

    it('ssh_wrong_password', async () => {
      const credentials = { kind: 'password', password: 'wrong' } as const
      expect(await outcome(targetOf(server, { credentials }))).toMatchObject(refused('ssh_wrong_password'))
    })

    it('ssh_wrong_password, in other words, where passwords are not taken', async () => {
      const other = await variant({ sshd: ['PasswordAuthentication no'] })
      expect(await outcome(targetOf(other))).toMatchObject({
        problem: {
          code: 'ssh_wrong_password',
          message: expect.stringContaining('does not take passwords'),
          said: 'it takes publickey',
        },
      })
    })

    it('ssh_key_refused', async () => {
      const credentials = { kind: 'key', privateKey: makeKey('') } as const
      expect(await outcome(targetOf(server, { credentials }))).toMatchObject(refused('ssh_key_refused'))
    })

    it('passphrase_wrong, wrong and missing; and the right one opens', async () => {
      const privateKey = makeKey('open sesame', '-a', '1')
      const wrong = { kind: 'key', privateKey, passphrase: 'close sesame' } as const
      expect(await outcome(targetOf(server, { credentials: wrong }))).toMatchObject(
        refused('passphrase_wrong'),
      )
      const missing = { kind: 'key', privateKey } as const
      expect(await outcome(targetOf(server, { credentials: missing }))).toMatchObject(
        refused('passphrase_wrong'),
      )
      const right = { kind: 'key', privateKey, passphrase: 'open sesame' } as const
      expect(await outcome(targetOf(server, { credentials: right }))).toMatchObject(
        refused('ssh_key_refused'),
      )
    })

    it('key_unreadable', async () => {
      const credentials = {
        kind: 'key',
        privateKey: server.privateKey.replace(/\n[^-\n]{60}/, '\n'),
      } as const
      expect(await outcome(targetOf(server, { credentials }))).toMatchObject(refused('key_unreadable'))
    })

    it('agent_missing', async () => {
      const credentials = { kind: 'agent', socket: join(folder, 'no-agent') } as const
      expect(await outcome(targetOf(server, { credentials }))).toMatchObject(refused('agent_missing'))
    })

    it('stops waiting for an answer when the link is closed', async () => {
      const link = new Link({ target: async () => targetOf(server, { credentials: { kind: 'ask' } }) })
      link.open()
      await expect
        .poll(() => link.state, soon)
        .toMatchObject({ state: 'connecting', prompt: { questions: [{ echo: false }] } })
      expect(() => link.answer('another', ['x'])).toThrow('does not wait')
      await link.close()
      expect(link.state.state).toBe('offline')
    })

    it('secret_needed, when the vault has lost it', async () => {
      const link = new Link({
        target: async () => {
          throw new AppError('secret_needed', 'The password was kept in memory only.')
        },
      })
      link.open()
      await expect(link.whenOnline({ deadlineMs: 1_000 })).rejects.toMatchObject({ code: 'secret_needed' })
      await link.close()
    })
  })

  describe('becoming root', () => {
    it('root_refused, for a user who is not in sudoers', async () => {
      expect(await outcome(targetOf(server, { user: 'nobody-else' }))).toMatchObject(refused('root_refused'))
    })

    it('sudo_wrong_password, tried once', async () => {
      const state = await outcome(targetOf(server, { credentials: key(), root: { sudoPassword: 'wrong' } }))
      expect(state).toMatchObject(refused('sudo_wrong_password'))
      expect(state).toMatchObject({
        problem: { field: 'sudoPassword', said: expect.stringContaining('1 incorrect') },
      })
    })

    it('secret_needed, when sudo asks and no password is known', async () => {
      const state = await outcome(targetOf(server, { credentials: key(), root: { sudoPassword: null } }))
      expect(state).toMatchObject(refused('secret_needed'))
    })

    it('sudo_needs_terminal', async () => {
      const other = await variant({ sudoers: ['Defaults requiretty'] })
      expect(await outcome(targetOf(other))).toMatchObject(refused('sudo_needs_terminal'))
    })

    it('sudo_missing', async () => {
      const other = await variant({})
      await other.exec(
        'mkdir /run/bin; mount --bind /usr/bin /run/bin; PATH=/run/bin; mount -t tmpfs none /usr/bin; ln -s /run/bin/* /usr/bin; rm /usr/bin/sudo',
      )
      expect(await outcome(targetOf(other))).toMatchObject(refused('sudo_missing'))
    })

    it('a server that runs nothing for the user, because the password expired or there is no shell', async () => {
      const other = await variant({})
      await other.exec('chage -d 0 ubuntu; sed -i "/^free:/s:/bin/bash:/usr/sbin/nologin:" /etc/passwd')
      expect(await outcome(targetOf(other))).toMatchObject({
        state: 'refused',
        problem: { code: 'ssh_wrong_password', message: expect.stringContaining('expired') },
      })
      expect(await outcome(targetOf(other, { user: 'free' }))).toMatchObject({
        state: 'refused',
        problem: { code: 'remote_failed', said: 'This account is currently not available.' },
      })
    })
  })

  describe('on the server', () => {
    const online = async (target: LinkTarget) => {
      const link = new Link({ target: async () => target })
      closing.unshift(() => link.close())
      link.open()
      await link.whenOnline({ deadlineMs: 20_000 })
      return link
    }

    it('works with the few sessions that the server allows', async () => {
      const link = await online(targetOf(await variant({ sshd: ['MaxSessions 2'] })))
      const all = Array.from({ length: 12 }, (_, at) =>
        link.exec({ script: `sleep 0.02; echo ${at}`, as: 'user', deadlineMs: 15_000 }),
      )
      const printed = (await Promise.all(all)).map(({ stdout }) => Number(stdout.toString()))
      expect(printed).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
      expect(link.sessions.budget).toBeLessThanOrEqual(2)
    })

    it('too_many_sessions, when they stay in use', async () => {
      const link = await online(targetOf(await variant({ sshd: ['MaxSessions 1'] })))
      const first = await link.stream({ script: 'cat', as: 'user' })
      const second = link.exec({ script: 'true', as: 'user', deadlineMs: 700 })
      await expect(second).rejects.toMatchObject({ code: 'too_many_sessions' })
      first.stdin.end()
      first.stdout.resume()
      expect(await first.done).toBe(0)
      expect((await link.exec({ script: 'true', as: 'user', deadlineMs: 15_000 })).code).toBe(0)
    })

    it('forwarding_refused', async () => {
      const other = await variant({ sshd: ['AllowTcpForwarding no'] })
      const link = await online(targetOf(other))
      await expect(link.forward('127.0.0.1', other.port)).rejects.toMatchObject({
        code: 'forwarding_refused',
      })
    })

    it('sudo_wrong_password, when the password changed since', async () => {
      const other = await variant({})
      const link = await online(targetOf(other))
      await other.exec("echo 'ubuntu:another' | chpasswd")
      const run = link.exec({ script: 'echo never', as: 'root', deadlineMs: 15_000 })
      await expect(run).rejects.toMatchObject({ code: 'sudo_wrong_password' })
    })
  })
})
