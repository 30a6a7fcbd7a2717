import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What can be done to a server from outside. Not every server takes every verb. */
export type Verb = 'cut' | 'reset' | 'reboot' | 'fault'

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
}

/** For servers that nobody gave us the means to break. */
export const noControl: ServerControl = {
  can: new Set(),
  cut: () => refuse('cut'),
  reset: () => refuse('reset'),
  reboot: () => refuse('reboot'),
  fault: () => refuse('fault'),
  clearFaults: () => refuse('fault'),
}

export function refuse(verb: Verb): Promise<never> {
  return Promise.reject(
    new Error(`This server does not take "${verb}". A test asks control.needs('${verb}') first.`),
  )
}

/** Through a command that takes VERB NAME: what BINDERY_E2E_CONTROL holds. */
export function commandControl(command: string, name: string): ServerControl {
  const run = async (verb: string, ...args: string[]): Promise<void> => {
    // The variable may hold a command with arguments of its own, so a shell takes it apart.
    await promisify(execFile)('sh', ['-c', `exec ${command} "$@"`, 'control', verb, name, ...args], {
      timeout: 120_000,
    })
  }
  return {
    can: new Set<Verb>(['cut', 'reset', 'reboot', 'fault']),
    cut: (seconds) => run('cut', String(seconds)),
    reset: () => run('reset-ssh'),
    reboot: () => run('reboot'),
    fault: (fault) => run('fault', fault),
    clearFaults: () => run('fault', 'clear'),
  }
}
