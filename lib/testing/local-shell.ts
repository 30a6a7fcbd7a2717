import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { ServerLink } from '../server/ssh/link-types.ts'
import type { ExecRequest, ExecResult, RemoteStream } from '../server/ssh/remote-shell.ts'
import type { LinkState } from '../shared/link-state.ts'
import { AppError } from '../shared/problem.ts'

/** A link to this very machine: a local bash stands in for the server. */
export interface LocalLink extends ServerLink {
  /** Every stream breaks; what runs is left alone, as on a real server. */
  cut(): void
  mend(): void
  /** From now on every script begins with this bash, such as `exit 1`. */
  begin(prelude: string): void
}

export function localLink(): LocalLink {
  let prelude = ''
  const listeners = new Set<(state: LinkState) => void>()
  const open = new Set<(error: AppError) => void>()
  const online = (): LinkState => ({
    state: 'online',
    since: Date.now(),
    heardAt: Date.now(),
    rootBy: 'root',
  })
  let state: LinkState = online()
  const become = (next: LinkState): void => {
    state = next
    for (const listener of listeners) listener(next)
  }

  const stream = async ({
    script,
    input,
    signal,
  }: Omit<ExecRequest, 'deadlineMs'>): Promise<RemoteStream> => {
    signal?.throwIfAborted()
    if (state.state !== 'online') throw new AppError('offline', 'There is no connection.')
    const source = Buffer.from(`${prelude}\n${script}`)
    // The script comes first on stdin; what follows it is the script's own.
    const read = 'eval "$(head -c "$0")"'
    const child = spawn('bash', ['-c', read, String(source.length)], { detached: true })
    const { stdin, stdout, stderr } = child
    stdin.on('error', () => {})
    stdin.write(source)
    if (input) stdin.end(input)
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    promise.catch(() => {})
    const close = (error: AppError): void => {
      open.delete(close)
      reject(error)
      for (const pipe of [stdin, stdout, stderr]) pipe.destroy()
    }
    const closeHere = (): void => close(new AppError('link_lost', 'Closed from here.'))
    open.add(close)
    signal?.addEventListener('abort', closeHere, { once: true })
    ended(child, (code) => {
      open.delete(close)
      signal?.removeEventListener('abort', closeHere)
      if (code === null) reject(new AppError('link_lost', 'The command was killed.'))
      else resolve(code)
    })
    return { stdin, stdout, stderr, done: promise, close: closeHere }
  }

  return {
    get state() {
      return state
    },
    onState(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    sessions: { inUse: 0, budget: 8, waiting: 0 },
    async whenOnline({ signal }) {
      while (state.state !== 'online') {
        signal?.throwIfAborted()
        await new Promise<void>((resolve) => {
          listeners.add(() => resolve())
          signal?.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    },
    stream,
    async exec(request): Promise<ExecResult> {
      const running = await stream({ input: new Uint8Array(), ...request })
      const late = setTimeout(() => running.close(), request.deadlineMs)
      try {
        const [code, stdout, stderr] = await Promise.all([
          running.done,
          all(running.stdout),
          all(running.stderr),
        ])
        return { code, stdout, stderr }
      } finally {
        clearTimeout(late)
      }
    },
    forward: () => Promise.reject(new AppError('forwarding_refused', 'A local link forwards nothing.')),
    cut() {
      become({ state: 'offline', since: Date.now() })
      for (const close of [...open]) close(new AppError('link_lost', 'The connection was cut.'))
    },
    mend: () => become(online()),
    begin(bash) {
      prelude = bash
    },
  }
}

function ended(child: ChildProcess, then: (code: number | null) => void): void {
  child.on('close', (code) => then(code))
  child.on('error', () => then(null))
}

async function all(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of stream) chunks.push(chunk)
  } catch {
    // Destroyed with the link: `done` tells it.
  }
  return Buffer.concat(chunks)
}
