import type { Sink, Source } from './pipe.ts'

/** One start of a program. Nothing in it leads to the real machine. */
export interface Process {
  name: string
  args: string[]
  stdin: Source
  stdout: Sink
  stderr: Sink
  /** Writes text to stdout, as it is. */
  out(text: string): void
  /** Writes text to stderr, as it is. */
  err(text: string): void
  env: Readonly<Record<string, string>>
  cwd: string
  user: string
  /** Fires when the process is killed: it ends at its next wait. */
  signal: AbortSignal
  /** Starts another program in place of this one, with these streams unless told otherwise. */
  spawn(args: readonly string[], changes?: Partial<Process>): Promise<number>
}

/** A program of the practice machine; gives its exit code. */
export type Program = (process: Process) => number | Promise<number>

/** What a shell needs of the machine that it runs on. */
export interface ShellHost {
  /** Milliseconds that have gone by, as waits count them: they may go faster than ours. */
  elapsed(): number
  /** Waits so long by that clock; throws `Killed` when the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** Null where there is no such program. */
  program(name: string): Promise<Program | null>
  readFile(path: string): Promise<string | null>
  /** Throws where its folder is not there. A new file has the rights that the umask leaves. */
  writeFile(path: string, content: Buffer, append: boolean, umask: number): Promise<void>
  entries(): string[]
  test(operator: string, path: string): Promise<boolean>
}

/** What ends a process that was killed. */
export class Killed extends Error {}
