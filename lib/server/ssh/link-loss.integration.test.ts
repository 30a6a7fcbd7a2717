import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LinkState } from '../../shared/link-state.ts'
import { type CutProxy, cutProxy } from '../../testing/loopback-server/cut-proxy.ts'
import { type LoopbackServer, startLoopbackServer } from '../../testing/loopback-server/start.ts'
import { targetOf } from '../../testing/loopback-server/target-of.ts'
import { loopbackUnavailable } from '../../testing/loopback-server/unavailable.ts'
import { Link } from './link.ts'
import type { LinkTarget } from './link-target.ts'

/** For polls: the machine may be busy with other suites. */
const soon = { timeout: 15_000 }
const unavailable = loopbackUnavailable()
if (unavailable) console.log(`skipped, no loopback server here: ${unavailable}`)

describe.skipIf(unavailable !== null)('a link whose network fails', () => {
  let server: LoopbackServer
  let proxy: CutProxy
  let link: Link
  let states: LinkState[]

  const open = async (changes: Partial<LinkTarget> = {}, keepAliveMs = 5_000) => {
    link = new Link({ target: async () => targetOf(server, { port: proxy.port, ...changes }), keepAliveMs })
    states = []
    link.onState((state) => states.push(state))
    link.open()
    await link.whenOnline({ deadlineMs: 20_000 })
  }
  const seen = (state: LinkState['state']) => states.filter((one) => one.state === state)

  beforeAll(async () => {
    server = await startLoopbackServer()
    proxy = await cutProxy(server.port)
  })
  afterEach(async () => {
    await proxy.mend()
    await link.close()
  })
  afterAll(async () => {
    await proxy?.close()
    await server?.stop()
  })

  it('tells everything under way that its end is unknown, and comes back by itself', async () => {
    await open()
    const exec = link.exec({ script: 'echo begun; sleep 30; echo ended', as: 'root', deadlineMs: 20_000 })
    const stream = await link.stream({ script: 'echo begun; cat', as: 'user' })
    expect(String(await once(stream.stdout, 'data'))).toBe('begun\n')
    const rest = text(stream.stdout)
    const forward = await link.forward('127.0.0.1', server.port)
    const forwarded = text(forward)
    const waiting = Array.from({ length: 6 }, () =>
      link.exec({ script: 'cat', as: 'user', deadlineMs: 9_000 }),
    )
    const outcomes = Promise.allSettled([exec, stream.done, forwarded, ...waiting])
    proxy.reset()

    const codes = (await outcomes).map((one) => one.status === 'rejected' && one.reason.code)
    expect(codes.slice(0, 3)).toEqual(['link_lost', 'link_lost', 'link_lost'])
    expect(codes.slice(3).every((code) => code === 'link_lost' || code === 'offline')).toBe(true)
    expect(await rest).toBe('')
    expect(link.state).toMatchObject({ state: 'reconnecting', attempt: 1, problem: { code: 'link_lost' } })
    await expect(link.exec({ script: 'true', as: 'user', deadlineMs: 1_000 })).rejects.toMatchObject({
      code: 'offline',
    })
    // Using what is left of it throws nowhere.
    stream.stdin.write('x')
    stream.close()
    forward.write('x')

    await link.whenOnline({ deadlineMs: 20_000 })
    expect(
      (await link.exec({ script: 'echo again', as: 'root', deadlineMs: 15_000 })).stdout.toString(),
    ).toBe('again\n')
    expect(link.sessions.inUse).toBe(0)
  })

  it('notices a silent network by the missing sign of life', async () => {
    await open({}, 250)
    const stream = await link.stream({ script: 'sleep 30', as: 'user' })
    proxy.stall()
    await expect(stream.done).rejects.toMatchObject({
      code: 'link_lost',
      message: expect.stringContaining('Nothing was heard'),
    })
    expect(link.state).toMatchObject({ state: 'reconnecting', lastHeardAt: expect.any(Number) })
  })

  it('stays online while the server is quiet, and says when it last heard of it', async () => {
    await open({}, 500)
    const first = link.state
    await expect.poll(() => seen('online').length, soon).toBeGreaterThan(1)
    const now = link.state
    if (first.state !== 'online' || now.state !== 'online') throw new Error('It was not online throughout.')
    expect(now.since).toBe(first.since)
    expect(now.heardAt).toBeGreaterThan(first.heardAt)
    expect(states.filter((state) => state.state !== 'online' && state.state !== 'connecting')).toEqual([])
  })

  it('waits longer each time, says when it tries next, and can be hurried', async () => {
    await open()
    await proxy.cut()
    await expect.poll(() => seen('reconnecting').length, soon).toBe(2)
    const [first, second] = seen('reconnecting')
    expect(first).toMatchObject({ attempt: 1, problem: { code: 'link_lost' } })
    expect(second).toMatchObject({ attempt: 2, problem: { code: 'ssh_refused' } })
    expect(second?.since).toBe(first?.since)
    await proxy.mend()
    const asked = performance.now()
    link.retryNow()
    await link.whenOnline({ deadlineMs: 20_000 })
    // The next attempt by itself would be four seconds away at least.
    expect(performance.now() - asked).toBeLessThan(3_500)
  })

  it('does not repeat what was refused, until a person asks for it', async () => {
    let password = 'wrong'
    link = new Link({ target: async () => targetOf(server, { credentials: { kind: 'password', password } }) })
    link.open()
    await expect(link.whenOnline({ deadlineMs: 20_000 })).rejects.toMatchObject({
      code: 'ssh_wrong_password',
    })
    password = server.password
    link.retryNow()
    await link.whenOnline({ deadlineMs: 20_000 })
    expect(server.log().match(/Failed password/g)).toHaveLength(1)
  })

  it('closes at once, whatever it is doing', async () => {
    await open()
    const stream = await link.stream({ script: 'sleep 30', as: 'user' })
    const began = performance.now()
    await link.close()
    await expect(stream.done).rejects.toMatchObject({ code: 'link_lost' })
    expect(link.state.state).toBe('offline')

    await proxy.cut('swallow')
    link.open()
    await expect.poll(() => link.state.state, soon).toBe('connecting')
    await link.close()
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

describe.skipIf(unavailable !== null)('other ways in', () => {
  let server: LoopbackServer
  const links: Link[] = []
  const linkTo = (target: LinkTarget) => {
    const link = new Link({ target: async () => target })
    links.push(link)
    link.open()
    return link
  }

  beforeAll(async () => {
    server = await startLoopbackServer({
      sshd: ['PasswordAuthentication no', 'KbdInteractiveAuthentication yes'],
    })
  })
  afterAll(async () => {
    for (const link of links) await link.close()
    await server?.stop()
  })

  it('through an agent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'agent-'))
    const socket = join(folder, 'socket')
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
    try {
      const credentials = { kind: 'agent', socket } as const
      await expect.poll(() => existsSync(socket), soon).toBe(true)
      const empty = linkTo(targetOf(server, { credentials }))
      await expect(empty.whenOnline({ deadlineMs: 20_000 })).rejects.toThrow('holds no keys')
      execFileSync('ssh-add', ['-q', server.privateKeyPath], {
        env: { ...process.env, SSH_AUTH_SOCK: socket },
      })
      await linkTo(targetOf(server, { credentials })).whenOnline({ deadlineMs: 20_000 })
    } finally {
      agent.kill()
      rmSync(folder, { recursive: true })
    }
  })

  it('through a jump server, whose loss is a loss of both', async () => {
    const jumpServer = await startLoopbackServer()
    const jump = linkTo(targetOf(jumpServer))
    await jump.whenOnline({ deadlineMs: 20_000 })
    const target = targetOf(server, { jump: { openChannel: (host, port) => jump.forward(host, port) } })
    const link = linkTo(target)
    await link.whenOnline({ deadlineMs: 20_000 })
    const zeros = await link.exec({ script: 'head -c 900000 /dev/zero', as: 'root', deadlineMs: 15_000 })
    expect(zeros.stdout.length).toBe(900_000)
    expect(jump.sessions.inUse).toBe(0)
    await jumpServer.stop()
    await expect
      .poll(() => link.state, soon)
      .toMatchObject({ state: 'reconnecting', problem: { code: 'link_lost' } })
  })

  it('answers a lone question for the password by itself', async () => {
    await linkTo(targetOf(server)).whenOnline({ deadlineMs: 20_000 })
  })

  it('puts every other question to a person', async () => {
    await server.exec('chage -d 0 free')
    const link = linkTo(targetOf(server, { user: 'free', root: { sudoPassword: null } }))
    const asked: string[] = []
    const answers = ['ubuntu-pass', 'a Longer-1 phrase!', 'a Longer-1 phrase!']
    link.onState((state) => {
      if (state.state !== 'connecting' || !state.prompt) return
      asked.push(...state.prompt.questions.map((question) => question.text.trim().split('\n').at(-1) ?? ''))
      expect(() => link.answer(state.prompt?.id ?? '', [])).toThrow('asked for 1')
      link.answer(state.prompt.id, [answers.shift() ?? ''])
    })
    await link.whenOnline({ deadlineMs: 20_000 })
    expect(asked).toEqual(['Current password:', 'New password:', 'Retype new password:'])
  })

  it('asks the person for everything when told to', async () => {
    const link = linkTo(targetOf(server, { credentials: { kind: 'ask' } }))
    await expect
      .poll(() => link.state, soon)
      .toMatchObject({ prompt: { questions: [{ text: expect.stringContaining('assword'), echo: false }] } })
    const { state } = link
    if (state.state === 'connecting' && state.prompt) link.answer(state.prompt.id, [server.password])
    await link.whenOnline({ deadlineMs: 20_000 })
  })
})
