import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { printed } from './printed.ts'
import { commandControl, noControl, refuse, type ServerControl, type Verb } from './server-control.ts'
import { parseTestServer, type TestServer } from './test-server.ts'

const LOOPBACK = join(import.meta.dirname, '..', '..', 'lib', 'testing', 'loopback-server', 'main.ts')
const PRACTICE = join(import.meta.dirname, '..', '..', 'lib', 'testing', 'practice-server', 'main.ts')
/** How many times as fast as for a person: an install takes seconds. */
const FAST = 8
/** How the loopback server says that this machine cannot have one. */
const UNAVAILABLE = 3

/** A server with the means to break it, or why there is none. */
export type GivenServer =
  | { readonly server: TestServer; control: ServerControl; release(): Promise<void> }
  | { missing: string; release(): Promise<void> }

/**
 * What a suite works on where nobody gave it a server: real OpenSSH without a cluster, or the practice server, at the
 * speed that a person sees or so fast that what takes time there costs a suite nothing.
 */
export type OwnServer = 'loopback' | 'practice' | 'fast-practice'

/** The server of BINDERY_E2E_SERVER, or else one that the project brings itself, on loopback. */
export async function giveServer(own: OwnServer = 'loopback'): Promise<GivenServer> {
  const json = process.env.BINDERY_E2E_SERVER
  if (json === undefined || json === '')
    return own === 'loopback' ? await startLoopback() : await startPractice(own === 'practice' ? 1 : FAST)
  const given = parseTestServer(json, 'BINDERY_E2E_SERVER')
  const command = process.env.BINDERY_E2E_CONTROL
  if (command === undefined || command === '') return { server: given, control: noControl, release }
  const control = commandControl(command, given.name)
  // A suite that ran before may have put another server in its place, on another port.
  return renewable(await control.describe(), control, release)
}

const release = async (): Promise<void> => {}

/** A server whose place may be taken by another: `server` is the one that is there now. */
function renewable(
  first: TestServer,
  control: ServerControl,
  release: () => Promise<void>,
): Extract<GivenServer, { server: TestServer }> {
  let server = first
  const renew = async (): Promise<TestServer> => {
    server = await control.renew()
    return server
  }
  return {
    get server() {
      return server
    },
    control: { ...control, renew },
    release,
  }
}

async function startPractice(speed: number): Promise<GivenServer> {
  let machine = await practiceMachine(speed)
  const control: ServerControl = {
    ...noControl,
    can: new Set<Verb>(['renew']),
    async renew() {
      await machine.end()
      machine = await practiceMachine(speed)
      return machine.server
    },
  }
  return renewable(machine.server, control, () => machine.end())
}

async function practiceMachine(speed: number): Promise<{ server: TestServer; end(): Promise<void> }> {
  const child = spawn(process.execPath, [PRACTICE, String(speed)], { stdio: ['pipe', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const end = async (): Promise<void> => {
    child.stdin.end()
    await exited
  }
  try {
    const line = await printed(child).until(/^(\{.*\})$/m, 15_000)
    return { server: parseTestServer(line, 'What the practice server printed'), end }
  } catch (error) {
    await end()
    throw error
  }
}

async function startLoopback(): Promise<GivenServer> {
  const child = spawn(process.execPath, [LOOPBACK], { stdio: ['pipe', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const said = printed(child)
  const release = async (): Promise<void> => {
    child.stdin.end()
    await exited
  }
  let line: string
  try {
    line = await said.until(/^(\{.*\})$/m, 15_000)
  } catch (error) {
    if (child.exitCode === UNAVAILABLE) return { missing: said.text().trim(), release }
    await release()
    throw error
  }

  let answered = 0
  const tell = async (verb: Verb, argument = ''): Promise<void> => {
    answered += 1
    child.stdin.write(`${verb} ${argument}\n`)
    await said.until(new RegExp(`(?:^done .*$[^]*){${answered}}`, 'm'), 5000)
  }
  const control: ServerControl = {
    can: new Set<Verb>(['cut', 'reset']),
    cut: (seconds) => tell('cut', String(seconds)),
    reset: () => tell('reset'),
    reboot: () => refuse('reboot'),
    fault: () => refuse('fault'),
    clearFaults: () => refuse('fault'),
    renew: () => refuse('renew'),
    exec: () => refuse('exec'),
  }
  return { server: parseTestServer(line, 'What the loopback server printed'), control, release }
}
