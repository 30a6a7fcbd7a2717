import { Breath } from '../shell/breath.ts'
import { Killed, type ShellHost } from '../shell/program.ts'
import { Shell } from '../shell/shell.ts'
import { type Descriptor, Leave, ShellError, type ShellState } from '../shell/shell-state.ts'
import type { Tty } from './tty.ts'

interface InteractiveOptions {
  host: ShellHost
  state: ShellState
  user: string
  tty: Tty
  /** What stands before each line, and how many columns it takes. */
  prompt(): { text: string; width: number }
  /** Fires when the person has hung up. */
  gone: AbortSignal
  /** Waits until what was printed is on its way. */
  breathe(): Promise<void>
}

/** A bash at a terminal: reads a line, runs it, and again, until it is left. Gives its exit code. */
export async function interactiveShell(options: InteractiveOptions): Promise<number> {
  const { state, tty, gone } = options
  for (;;) {
    const { text, width } = options.prompt()
    const edited = await tty.line(text, width)
    if (gone.aborted) return 129
    if (edited.is === 'interrupted') state.status = 130
    if (edited.is === 'ended') {
      tty.print(Buffer.from('exit\n'))
      return state.status
    }
    if (edited.is !== 'line' || edited.line.trim() === '') continue
    const left = await runLine(edited.line, options)
    if (left !== null) return left
  }
}

/** The exit code where the line leaves the shell; null where it goes on. */
async function runLine(line: string, { host, state, user, tty, gone, breathe }: InteractiveOptions) {
  const interrupt = new AbortController()
  const stdin = tty.runs(() => interrupt.abort())
  const output = { sink: { write: (bytes: Buffer) => tty.print(bytes) } }
  state.descriptors = new Map<number, Descriptor>([
    [0, { source: stdin }],
    [1, output],
    [2, output],
  ])
  const signal = AbortSignal.any([gone, interrupt.signal])
  try {
    await new Shell({ host, state, user, signal, breath: new Breath(breathe) }).runPart(line)
  } catch (error) {
    if (error instanceof Leave) {
      if (error.how === 'exit') return error.count
    } else if (error instanceof Killed) state.status = 130
    else {
      const said = error instanceof Error ? error.message : String(error)
      tty.print(
        Buffer.from(
          `${state.name}: ${error instanceof ShellError ? said : `the practice server cannot do this: ${said}`}\n`,
        ),
      )
      state.status = 1
    }
  } finally {
    tty.rests()
    await breathe()
  }
  return gone.aborted ? 129 : null
}
