import type { ServerChannel, Session } from 'ssh2'
import { BEGINS, commandLine } from '../../server/ssh/remote-command.ts'
import type { Machine } from '../machine/machine.ts'
import { engineScript } from '../runs/engine-scripts.ts'
import type { RunStore } from '../runs/run-store.ts'
import { Pipe, readLine, type Source } from '../shell/pipe.ts'
import { Killed } from '../shell/program.ts'
import { serveTerminal } from './serve-terminal.ts'

interface Behind {
  machine: Machine
  runs: RunStore
  password: string
}

/** Serves what one session of a connection asks for: a command, or a shell at a terminal. */
export function serveSession(session: Session, behind: Behind): void {
  let size = { cols: 80, rows: 24 }
  let resized = (): void => {}
  session.on('exec', (accept, _reject, { command }) => {
    const channel = accept()
    serve(channel, (calls) => runCommand(command, calls, behind))
  })
  session.on('pty', (accept, _reject, { cols, rows }) => {
    size = { cols, rows }
    accept()
  })
  session.on('window-change', (accept, _reject, { cols, rows }) => {
    size = { cols, rows }
    resized()
    accept?.()
  })
  session.on('shell', (accept) => {
    const tty = serveTerminal(accept(), behind.machine, size)
    resized = () => tty.resize(size)
  })
}

/** The three streams of a session. `gone` fires when its client has left. */
interface Calls {
  stdin: Source
  out(text: string | Buffer): void
  err(text: string | Buffer): void
  gone: AbortSignal
}

function serve(channel: ServerChannel, work: (calls: Calls) => Promise<number>): void {
  const stdin = new Pipe()
  const gone = new AbortController()
  channel.on('data', (bytes: Buffer) => stdin.write(bytes))
  channel.on('end', () => stdin.end())
  channel.on('close', () => gone.abort())
  channel.on('error', () => gone.abort())
  const write = (to: { write(bytes: string | Buffer): unknown }) => (bytes: string | Buffer) => {
    if (!gone.signal.aborted) to.write(bytes)
  }
  const leave = (code: number): void => {
    if (gone.signal.aborted) return
    channel.exit(code)
    channel.end()
  }
  work({ stdin, out: write(channel.stdout), err: write(channel.stderr), gone: gone.signal }).then(
    leave,
    (error: unknown) => {
      if (!(error instanceof Killed))
        write(channel.stderr)(
          `bash: the practice server cannot go on: ${error instanceof Error ? error.stack : error}\n`,
        )
      leave(134)
    },
  )
}

const PLAIN = commandLine({ by: 'none' })
const SUDO = commandLine({ by: 'sudo' })
const SUDO_PASSWORD = commandLine({ by: 'sudo-password', password: '' })

/** The engine's loader is played, since it counts bytes; any other command line goes to a shell. */
async function runCommand(command: string, calls: Calls, behind: Behind): Promise<number> {
  const { user } = behind.machine.state
  switch (command) {
    case PLAIN:
      return loadScript(user, calls, behind)
    case SUDO:
      calls.err('sudo: a password is required\n')
      return 1
    case SUDO_PASSWORD: {
      const { line } = await readLine(calls.stdin)
      if (line === behind.password) return loadScript('root', calls, behind)
      calls.err('Sorry, try again.\nsudo: no password was provided\nsudo: 1 incorrect password attempt\n')
      return 1
    }
    default:
      return runShell(command, user, calls, behind)
  }
}

/** What LOADER of remote-command.ts does: skips to the mark, takes exactly so many bytes, and becomes the script. */
async function loadScript(user: string, calls: Calls, behind: Behind): Promise<number> {
  let size: number
  for (;;) {
    const { line, ended } = await readLine(calls.stdin)
    if (line.startsWith('#bindery ')) {
      size = Number(line.slice('#bindery '.length))
      break
    }
    if (ended) return notWhole(calls)
  }
  const chunks: Buffer[] = []
  while (size > 0) {
    const chunk = await calls.stdin.take(size)
    if (!chunk) return notWhole(calls)
    chunks.push(chunk)
    size -= chunk.length
  }
  const script = Buffer.concat(chunks).toString('utf8')
  calls.out(BEGINS)
  calls.err(BEGINS)
  const known = user === 'root' ? engineScript(script) : null
  switch (known?.verb) {
    case 'launch':
      calls.out(await behind.runs.launch(known, calls.stdin))
      return 0
    case 'cancel':
      calls.out(await behind.runs.cancel(known.id))
      return 0
    case 'follow': {
      calls.err('bindery follows\n')
      await behind.runs.follow(known.id, known.from, calls.out, calls.gone)
      calls.err(behind.runs.facts(known.id, known.sumUpTo))
      return 0
    }
    case undefined:
      return runShell(script, user, calls, behind)
  }
}

function notWhole(calls: Calls): number {
  calls.err('bindery: the script did not arrive whole\n')
  return 125
}

function runShell(script: string, user: string, calls: Calls, { machine }: Behind): Promise<number> {
  const shell = machine.shell({
    user,
    descriptors: new Map([
      [0, { source: calls.stdin }],
      [1, { sink: { write: calls.out } }],
      [2, { sink: { write: calls.err } }],
    ]),
    signal: calls.gone,
  })
  return shell.run(script)
}
