import { getCommandNames } from 'just-bash'
import { tar } from '../helm/chart-package.ts'
import type { Machine } from '../machine/machine.ts'
import type { Program } from '../shell/program.ts'
import { diskUsePrograms } from './disk-use.ts'
import { filePrograms } from './files.ts'
import { microk8s } from './microk8s.ts'
import { networkPrograms } from './network.ts'
import { packagePrograms } from './packages.ts'
import { processPrograms } from './processes.ts'
import { python } from './python.ts'
import { snap } from './snap.ts'
import { systemPrograms } from './system.ts'
import { terminalPrograms } from './terminal.ts'
import { textTool } from './text-tool.ts'
import { userPrograms } from './users.ts'

type Make = (machine: Machine) => Program

/** Programs played here. A new one is a line here, or in one of the groups. */
const played: Readonly<Record<string, Make | undefined>> = {
  ...filePrograms,
  ...diskUsePrograms,
  ...networkPrograms,
  ...packagePrograms,
  ...processPrograms,
  ...systemPrograms,
  ...terminalPrograms,
  ...userPrograms,
  python3: python,
  tar,
  snap: (machine) => (process) => snap(machine, process),
  microk8s: (machine) => (process) => microk8s(machine, process),
}

/** What just-bash would run with a shell of its own, which knows none of our programs. */
const NOT_THEIRS = new Set([
  'bash',
  'sh',
  'env',
  'timeout',
  'xargs',
  'sleep',
  'time',
  'find',
  'curl',
  'python3',
  'jq',
  'yq',
])
/** Programs of just-bash, which work on text and files in memory. */
export const theirs: ReadonlySet<string> = new Set<string>(
  getCommandNames().filter((name) => !NOT_THEIRS.has(name)),
)

/** The program of that name or path; null where the machine does not have it. */
export function findProgram(machine: Machine, name: string): Program | null {
  const base = name.slice(name.lastIndexOf('/') + 1)
  if (base === 'microk8s' && !machine.state.snaps.some((one) => one.name === 'microk8s')) return null
  if ((base === 'docker' || base === 'dockerd') && !machine.state.packages.includes('docker.io')) return null
  const make = played[base]
  if (make) return make(machine)
  return theirs.has(base) ? textTool(machine, base) : null
}
