import type { Machine } from '../machine/machine.ts'
import { nothing, readAll } from '../shell/pipe.ts'
import type { Program } from '../shell/program.ts'

/** Tools that wait for input even when they are given files would hang on a pipe that nobody closes. */
const READS_NOTHING = new Set([
  'ls',
  'mkdir',
  'rm',
  'cp',
  'mv',
  'ln',
  'touch',
  'basename',
  'dirname',
  'date',
  'seq',
  'chmod',
  'rmdir',
  'readlink',
  'du',
  'expr',
])

/** awk, sed, grep and their like, as just-bash has them: on text and on files in memory. */
export function textTool(machine: Pick<Machine, 'tools' | 'fs' | 'changed'>, name: string): Program {
  return async (process) => {
    const stdin = READS_NOTHING.has(name) || process.stdin === nothing ? '' : await readAll(process.stdin)
    const result = await machine.tools.exec(name, {
      // Its chmod does not know where options end.
      args: name === 'chmod' ? process.args.filter((arg) => arg !== '--') : process.args,
      stdin,
      cwd: (await machine.fs.exists(process.cwd)) ? process.cwd : '/',
      env: { ...process.env },
      replaceEnv: true,
    })
    const binary = result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary'
    process.stdout.write(Buffer.from(result.stdout, binary ? 'latin1' : 'utf8'))
    process.err(result.stderr)
    if (['rm', 'mv', 'cp', 'mkdir', 'ln', 'touch', 'sed', 'chmod'].includes(name)) machine.changed()
    return result.exitCode
  }
}
