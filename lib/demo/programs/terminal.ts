import type { Machine } from '../machine/machine.ts'
import type { Process, Program } from '../shell/program.ts'

type Terminals = Pick<Machine, 'terminals'>

/** Programs about the terminal that they are called at. */
export const terminalPrograms: Readonly<Record<string, (machine: Terminals) => Program>> = {
  stty: (machine) => (process) => {
    const size = machine.terminals.get(process.env.SSH_TTY ?? '')
    if (!size) return noTerminal(process, 'stty: ‘standard input’: Inappropriate ioctl for device')
    const { cols, rows } = size
    process.out(
      process.args.includes('size')
        ? `${rows} ${cols}\n`
        : `speed 38400 baud; rows ${rows}; columns ${cols};\n`,
    )
    return 0
  },
  tty: (machine) => (process) => {
    const name = process.env.SSH_TTY ?? ''
    if (!machine.terminals.has(name)) return noTerminal(process, 'not a tty')
    process.out(`${name}\n`)
    return 0
  },
  clear:
    () =>
    ({ out }) => {
      out('\x1b[H\x1b[2J\x1b[3J')
      return 0
    },
  reset:
    () =>
    ({ out }) => {
      out('\x1bc')
      return 0
    },
}

function noTerminal(process: Process, said: string): number {
  process.err(`${said}\n`)
  return 1
}
