import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { parseTestServer, type TestServer } from './test-server.ts'

/** What can be done to a server from outside. Not every server takes every verb. */
export type Verb = 'cut' | 'reset' | 'reboot' | 'fault' | 'renew' | 'exec'

/** Breaks a server, and its network, on purpose. */
export interface ServerControl {
  readonly can: ReadonlySet<Verb>
  /** Drops every packet to and from its sshd for so many seconds; resolves once the cut is in place. */
  cut(seconds: number): Promise<void>
  /** Ends all its SSH connections; new ones are taken at once. */
  reset(): Promise<void>
  /** Restarts it; resolves when the restart was asked for and the machine is back, or going down. */
  reboot(): Promise<void>
  /** Sets one of its faults: "disk-full", "slow=5". */
  fault(name: string): Promise<void>
  clearFaults(): Promise<void>
  /** Takes it away and puts a bare one in its place: another host key, nothing installed. */
  renew(): Promise<TestServer>
  /** Runs a command there as root, past Bindery; gives what it printed. */
  exec(...command: string[]): Promise<string>
}

/** For servers that nobody gave us the means to break. */
export const noControl: ServerControl = {
  can: new Set(),
  cut: () => refuse('cut'),
  reset: () => refuse('reset'),
  reboot: () => refuse('reboot'),
  fault: () => refuse('fault'),
  clearFaults: () => refuse('fault'),
  renew: () => refuse('renew'),
  exec: () => refuse('exec'),
}

export function refuse(verb: Verb): Promise<never> {
  return Promise.reject(
    new Error(`This server does not take "${verb}". A test asks control.needs('${verb}') first.`),
  )
}

/** What BINDERY_E2E_CONTROL holds: it can also say how its server is reached now. */
interface CommandControl extends ServerControl {
  describe(): Promise<TestServer>
}

/** Through a command that takes VERB NAME: what BINDERY_E2E_CONTROL holds. */
export function commandControl(command: string, name: string): CommandControl {
  const run = async (verb: string, ...args: string[]): Promise<string> => {
    // The variable may hold a command with arguments of its own, so a shell takes it apart.
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', `exec ${command} "$@"`, 'control', verb, name, ...args],
      { timeout: 180_000, maxBuffer: 16 * 1024 * 1024 },
    )
    return stdout
  }
  return {
    can: new Set<Verb>(['cut', 'reset', 'reboot', 'fault', 'renew', 'exec']),
    cut: async (seconds) => void (await run('cut', String(seconds))),
    reset: async () => void (await run('reset-ssh')),
    reboot: async () => void (await run('reboot')),
    fault: async (fault) => void (await run('fault', fault)),
    clearFaults: async () => void (await run('fault', 'clear')),
    async renew() {
      await run('down')
      return parseTestServer(await run('up'), `What "${command} up ${name}" printed`)
    },
    exec: (...words) => run('exec', '--', ...words),
    describe: async () => parseTestServer(await run('info'), `What "${command} info ${name}" printed`),
  }
}
