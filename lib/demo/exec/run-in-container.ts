import * as z from 'zod/mini'
import { shellState } from '../machine/shell-beginning.ts'
import { interactiveShell } from '../terminal/interactive-shell.ts'
import { Tty } from '../terminal/tty.ts'
import type { Container } from './container.ts'

const newSize = z.object({ Width: z.int(), Height: z.int() })
const MOST_WAITING = 256 * 1024
const LOOK_AGAIN_MS = 10

interface Wire {
  gone: AbortSignal
  print(bytes: Buffer): void
  /** Bytes that the client has not taken. */
  waiting(): number
  ended(code: number): void
}

/** A shell in a container, at a terminal of its own. */
export function runInContainer(container: Container, program: string, wire: Wire) {
  const tty = new Tty({ size: { cols: 80, rows: 24 }, write: wire.print })
  const name = `/dev/pts/${container.terminals.size}`
  container.terminals.set(name, tty.size)
  const state = shellState(
    { hostname: container.hostname, elapsed: container.elapsed() },
    { user: 'root', env: { TERM: 'xterm', SSH_TTY: name }, name: program, descriptors: new Map(), cwd: '/' },
  )
  interactiveShell({
    host: container,
    state,
    user: 'root',
    tty,
    gone: wire.gone,
    prompt: () => ({ text: `${state.cwd} # `, width: state.cwd.length + 3 }),
    async breathe() {
      await new Promise<void>((resolve) => setImmediate(resolve))
      while (!wire.gone.aborted && wire.waiting() > MOST_WAITING)
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    },
  })
    .then(wire.ended, () => wire.ended(134))
    .finally(() => container.terminals.delete(name))
  return {
    take: (bytes: Buffer) => tty.take(bytes),
    end: () => tty.end(),
    resize(text: string) {
      const size = newSize.safeParse(safeJson(text))
      if (!size.success) return
      tty.size = { cols: size.data.Width, rows: size.data.Height }
      container.terminals.set(name, tty.size)
    },
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
