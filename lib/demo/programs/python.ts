import { Bash } from 'just-bash'
import type { Machine } from '../machine/machine.ts'
import { nothing, readAll } from '../shell/pipe.ts'
import type { Process, Program } from '../shell/program.ts'

/** What the engine asks a python3 to hold shells with: it would need terminals, which a program in memory has not. */
const HELD_SHELLS = '/tmp/.bindery'

const snakes = new WeakMap<Machine, Bash>()

/**
 * CPython compiled to WebAssembly, as just-bash brings it: what steps ask of python3 is run as it is written. It
 * sees the files in memory and nothing else. About a second a start.
 */
export function python(machine: Machine): Program {
  return async (process) => {
    if (process.args[0] === '-' && process.args[1] === HELD_SHELLS) {
      process.err('the practice server holds no shells: they end with their connection\n')
      return 1
    }
    let bash = snakes.get(machine)
    if (!bash) {
      bash = new Bash({ fs: machine.fs, python: true, defenseInDepth: false })
      snakes.set(machine, bash)
    }
    const { args, stdin } = await programAndInput(process)
    const snake = bash
    const options = { args, stdin, cwd: '/', env: { ...process.env }, replaceEnv: true }
    const result = await machine.clock.aside(() => snake.exec('python3', options))
    process.out(result.stdout)
    process.err(result.stderr)
    machine.changed()
    return result.exitCode
  }
}

/** `python3 -` takes its program from stdin, so it has no other input. */
async function programAndInput(process: Process): Promise<{ args: string[]; stdin: string }> {
  const stdin = process.stdin === nothing ? '' : await readAll(process.stdin)
  if (process.args[0] !== '-') return { args: process.args, stdin }
  return { args: ['-c', stdin, ...process.args.slice(1)], stdin: '' }
}
