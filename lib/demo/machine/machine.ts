import { randomUUID } from 'node:crypto'
import { Bash, InMemoryFs } from 'just-bash'
import { Cluster } from '../cluster/cluster.ts'
import { findProgram } from '../programs/find-program.ts'
import { playedBytes } from '../programs/played-bytes.ts'
import type { Program, ShellHost } from '../shell/program.ts'
import { Shell } from '../shell/shell.ts'
import type { Clock } from './clock.ts'
import { bareFiles } from './files.ts'
import type { MachineState } from './machine-state.ts'
import { readFileIn, testIn, writeFileIn } from './memory-files.ts'
import { type ShellBeginning, shellState } from './shell-beginning.ts'

interface MachineOptions {
  state: MachineState
  /** Texts by path; a path that ends in / is an empty folder. */
  files: Record<string, string>
  /** Of those that are not simply readable, such as programs. */
  modes?: Readonly<Record<string, number>> | undefined
  objects: unknown
  clock: Clock
  /** Of its only user; sudo asks for it. */
  password: string
  changed(): void
}

interface ShellStart extends ShellBeginning {
  signal: AbortSignal
}

/** Of a file that is nothing special. */
export const PLAIN_MODE = 0o644

/** The practice machine: files in memory, a clock, a cluster, and programs that play the real ones. */
export class Machine implements ShellHost {
  readonly state: MachineState
  readonly fs: InMemoryFs
  readonly clock: Clock
  readonly cluster: Cluster
  /** awk, sed, grep and the like, on the same files. They run in memory and start nothing. */
  readonly tools: Bash
  /** Of this start: a restart of the console is a reboot of the practice machine. */
  readonly bootId = randomUUID()
  readonly password: string
  readonly changed: () => void
  /** The sizes of the terminals that are open, by their names. */
  readonly terminals = new Map<string, { cols: number; rows: number }>()

  constructor({ state, files, modes = {}, objects, clock, password, changed }: MachineOptions) {
    this.state = state
    this.password = password
    this.clock = clock
    this.changed = changed
    const isFolder = ([path]: [string, string]): boolean => path.endsWith('/')
    const kept = Object.entries(files)
    const texts = Object.fromEntries(
      kept
        .filter((entry) => !isFolder(entry))
        .map(([path, content]) => [path, { content, mode: modes[path] ?? PLAIN_MODE }]),
    )
    this.fs = new InMemoryFs({ ...bareFiles(this.bootId), ...texts })
    for (const [path] of kept.filter(isFolder)) this.fs.mkdirSync(path.slice(0, -1), { recursive: true })
    this.tools = new Bash({ fs: this.fs, defenseInDepth: false })
    this.cluster = new Cluster({ machine: this, objects })
  }

  /** A shell of somebody who signed in, or of a script. */
  shell({ user, signal, ...start }: ShellStart): Shell {
    return new Shell({
      host: this,
      user,
      signal,
      state: shellState({ hostname: this.state.hostname, elapsed: this.elapsed() }, { user, ...start }),
    })
  }

  elapsed(): number {
    return this.clock.elapsed()
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return this.clock.wait(ms, signal)
  }

  async program(name: string): Promise<Program | null> {
    return findProgram(this, name)
  }

  readFile(path: string): Promise<string | null> {
    return readFileIn(this.fs, path)
  }

  async writeFile(path: string, content: Buffer, append: boolean, umask?: number): Promise<void> {
    await writeFileIn(this.fs, path, content, append, umask)
    this.changed()
  }

  entries(): string[] {
    return this.fs.getAllPaths()
  }

  async test(operator: string, path: string): Promise<boolean> {
    if ((operator === '-d' || operator === '-e') && playedBytes(this, path) !== null) return true
    if (operator === '-S') return this.state.sockets.includes(path)
    if (this.state.sockets.includes(path)) return operator === '-e'
    return testIn(this.fs, operator, path)
  }

  /** Makes a program's file, for those who look whether it is there. */
  async putProgram(path: string): Promise<void> {
    await this.putFile(path, '#!/bin/sh\n')
    await this.fs.chmod(path, 0o755)
  }

  async putFile(path: string, content: string): Promise<void> {
    await this.fs.mkdir(path.replace(/\/[^/]*$/, '') || '/', { recursive: true })
    await this.fs.writeFile(path, content)
    this.changed()
  }
}
