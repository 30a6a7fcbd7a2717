import type { ServerChannel } from 'ssh2'
import type { Machine } from '../machine/machine.ts'
import { shellState } from '../machine/shell-beginning.ts'
import { interactiveShell } from '../terminal/interactive-shell.ts'
import { Tty, type TtySize } from '../terminal/tty.ts'

const WELCOME = `Welcome to the practice server.

It exists in Bindery's own process: nothing here runs on your computer, and sudo asks for
no password. Try: ls /, snap list, microk8s kubectl get pods -A

`

/** A login shell at a terminal, over a channel of SSH; gives how to tell it that the screen has another size. */
export function serveTerminal(
  channel: ServerChannel,
  machine: Machine,
  size: TtySize,
): { resize(size: TtySize): void } {
  const gone = new AbortController()
  const name = freeName(machine)
  const tty = new Tty({
    size,
    write: (bytes) => {
      if (!gone.signal.aborted) channel.write(bytes)
    },
  })
  machine.terminals.set(name, size)
  channel.on('data', (bytes: Buffer) => tty.take(bytes))
  channel.on('end', () => tty.end())
  const leave = (): void => {
    gone.abort()
    tty.end()
    machine.terminals.delete(name)
  }
  channel.on('close', leave)
  channel.on('error', leave)

  const { user, hostname } = machine.state
  const home = `/home/${user}`
  const env = { TERM: 'xterm-256color', SSH_TTY: name }
  const state = shellState(
    { hostname, elapsed: machine.elapsed() },
    { user, env, name: '-bash', descriptors: new Map() },
  )
  tty.print(Buffer.from(WELCOME))
  interactiveShell({
    host: machine,
    state,
    user,
    tty,
    gone: gone.signal,
    prompt() {
      const { cwd } = state
      const where = cwd === home ? '~' : cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd
      return {
        text: `\x1b[01;32m${user}@${hostname}\x1b[00m:\x1b[01;34m${where}\x1b[00m$ `,
        width: `${user}@${hostname}:${where}$ `.length,
      }
    },
    breathe: () => drained(channel, gone.signal),
  }).then(
    (code) => {
      if (gone.signal.aborted) return
      channel.exit(code)
      channel.end()
    },
    () => channel.end(),
  )
  return {
    resize(to) {
      tty.size = to
      machine.terminals.set(name, to)
    },
  }
}

function freeName({ terminals }: Machine): string {
  for (let number = 0; ; number += 1) if (!terminals.has(`/dev/pts/${number}`)) return `/dev/pts/${number}`
}

/** Waits until the client has taken what was written, so that a flood does not pile up here. */
function drained(channel: ServerChannel, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted || channel.writableLength < 256 * 1024) return void setImmediate(resolve)
    const done = (): void => {
      channel.off('drain', done)
      channel.off('close', done)
      resolve()
    }
    channel.on('drain', done)
    channel.on('close', done)
  })
}
