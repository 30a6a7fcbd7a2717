import { nothing } from './pipe.ts'
import { Killed, type Process } from './program.ts'
import type { Shell } from './shell.ts'

/** Starts a program with the shell's streams and variables; 127 where there is none. Throws `Killed`. */
export function startProgram(
  shell: Shell,
  words: readonly string[],
  changes: Partial<Process> = {},
): Promise<number> {
  const env = shell.variables.exportedEnv()
  return start(shell, words, {
    env,
    cwd: shell.state.cwd,
    user: shell.user,
    signal: shell.signal,
    ...changes,
  })
}

async function start(
  shell: Shell,
  [name = '', ...args]: readonly string[],
  given: Pick<Process, 'env' | 'cwd' | 'user' | 'signal'> & Partial<Process>,
): Promise<number> {
  const { stdin = shell.state.descriptors.get(0)?.source ?? nothing } = given
  const { stdout = shell.sink(1), stderr = shell.sink(2) } = given
  const program = await shell.host.program(name)
  if (!program) {
    const missing = name.includes('/') ? 'No such file or directory' : 'command not found'
    stderr.write(Buffer.from(`${shell.state.name}: ${name}: ${missing}\n`))
    return 127
  }
  if (given.signal.aborted) throw new Killed()
  return program({
    ...given,
    name,
    args,
    stdin,
    stdout,
    stderr,
    out: (text) => stdout.write(Buffer.from(text)),
    err: (text) => stderr.write(Buffer.from(text)),
    spawn: (next, more) => start(shell, next, { ...given, ...more }),
  })
}
