import { Bash, InMemoryFs } from 'just-bash'
import type { Machine } from '../machine/machine.ts'
import { readFileIn, testIn, writeFileIn } from '../machine/memory-files.ts'
import { theirs } from '../programs/find-program.ts'
import { terminalPrograms } from '../programs/terminal.ts'
import { textTool } from '../programs/text-tool.ts'
import type { Program, ShellHost } from '../shell/program.ts'

interface ContainerOptions {
  machine: Pick<Machine, 'clock'>
  /** Its host name is the pod's. */
  pod: string
  /** What runs in it, for ps. */
  command: string
}

/** The inside of one container of the practice cluster: files of its own, and the few programs that images have. */
export class Container implements ShellHost {
  readonly fs = new InMemoryFs({
    '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n',
    '/root/.profile': '',
    '/tmp/.keep': '',
  })
  readonly tools = new Bash({ fs: this.fs, defenseInDepth: false })
  readonly terminals: Machine['terminals'] = new Map()
  readonly hostname: string
  readonly #machine: ContainerOptions['machine']
  readonly #programs: Readonly<Record<string, Program | undefined>>

  constructor({ machine, pod, command }: ContainerOptions) {
    this.#machine = machine
    this.hostname = pod
    this.#programs = {
      hostname: ({ out }) => say(out, `${pod}\n`),
      id: ({ out }) => say(out, 'uid=0(root) gid=0(root) groups=0(root)\n'),
      whoami: ({ out }) => say(out, 'root\n'),
      ps: ({ out }) =>
        say(out, `PID   USER     COMMAND\n    1 root     ${command}\n   17 root     sh\n   23 root     ps\n`),
      sleep: async ({ args, signal }) => {
        await this.wait(Number.parseFloat(args[0] ?? '0') * 1000, signal)
        return 0
      },
      ...Object.fromEntries(Object.entries(terminalPrograms).map(([name, make]) => [name, make(this)])),
    }
  }

  changed(): void {}

  elapsed(): number {
    return this.#machine.clock.elapsed()
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return this.#machine.clock.wait(ms, signal)
  }

  async program(name: string): Promise<Program | null> {
    const base = name.slice(name.lastIndexOf('/') + 1)
    return this.#programs[base] ?? (theirs.has(base) ? textTool(this, base) : null)
  }

  readFile(path: string): Promise<string | null> {
    return readFileIn(this.fs, path)
  }

  writeFile(path: string, content: Buffer, append: boolean, umask: number): Promise<void> {
    return writeFileIn(this.fs, path, content, append, umask)
  }

  entries(): string[] {
    return this.fs.getAllPaths()
  }

  test(operator: string, path: string): Promise<boolean> {
    return testIn(this.fs, operator, path)
  }
}

function say(out: (text: string) => void, text: string): number {
  out(text)
  return 0
}
