import type { Descriptor, ShellState } from '../shell/shell-state.ts'

/** How a shell begins: whose it is, and where its streams lead. */
export interface ShellBeginning {
  user: string
  env?: Record<string, string>
  name?: string
  args?: readonly string[]
  descriptors: Map<number, Descriptor>
  cwd?: string
}

/** The variables, streams and folder that a shell of that user has when it begins. */
export function shellState(
  { hostname, elapsed }: { hostname: string; elapsed: number },
  { user, env = {}, name = 'bash', args = [], descriptors, cwd }: ShellBeginning,
): ShellState {
  const home = user === 'root' ? '/root' : `/home/${user}`
  const variables = new Map<string, string>(
    Object.entries({
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin',
      HOME: home,
      USER: user,
      LOGNAME: user,
      SHELL: '/bin/bash',
      LC_ALL: 'C.UTF-8',
      ...env,
    }),
  )
  return {
    variables: new Map([
      ...variables,
      ['IFS', ' \t\n'],
      ['EUID', user === 'root' ? '0' : '1000'],
      ['UID', user === 'root' ? '0' : '1000'],
      ['PPID', '1'],
      ['HOSTNAME', hostname],
      ['BASH_VERSION', '5.2.21(1)-release'],
      ['PWD', cwd ?? home],
    ]),
    exported: new Set(variables.keys()),
    functions: new Map(),
    positional: [...args],
    descriptors,
    name,
    cwd: cwd ?? home,
    status: 0,
    errexit: false,
    nounset: false,
    pipefail: false,
    traps: new Map(),
    umask: 0o022,
    began: elapsed,
    lastBackground: 0,
  }
}
