import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { ClientChannel } from 'ssh2'
import { AppError } from '../../shared/problem.ts'
import { becomeRoot, elevationFor, type RootBy } from './become-root.ts'
import { ForwardedConnection } from './channel-streams.ts'
import { type Dialed, type DialOptions, type DialStage, dial } from './dial.ts'
import { execScript } from './exec-script.ts'
import { cancelled, forwardProblem, linkLost } from './failures.ts'
import type { LinkTarget } from './link-target.ts'
import { neverBegan } from './never-began.ts'
import { type PtySession, ptyOf, ptySession } from './pty-session.ts'
import { commandInput, commandLine, type Elevation } from './remote-command.ts'
import type { ExecRequest, ExecResult, RemoteShell, RemoteStream, StreamRequest } from './remote-shell.ts'
import { runSession, type Session } from './session.ts'
import { type Lane, type Lease, SessionBudget } from './session-budget.ts'
import { within } from './within.ts'

export interface ConnectOptions extends Omit<DialOptions, 'onStage'> {
  onStage?: ((stage: DialStage | 'root', evidence: string) => void) | undefined
  /** Default true. False for what only the sign-in user does: root is then neither tried nor to be asked for. */
  asRoot?: boolean | undefined
}

const SESSION_DEADLINE_MS = 30_000
const FORWARD_DEADLINE_MS = 15_000
const ROOT_DEADLINE_MS = 20_000
/** sshd closes the channel of a session that ended from our side when its command has ended: so long it is counted. */
const COUNTED_OUT_MS = 5_000

/** Connects, signs in and, unless told otherwise, becomes root. Throws the AppError of what failed first; then nothing is left open. */
export async function connectTo(target: LinkTarget, options: ConnectOptions): Promise<Connection> {
  const dialed = await dial(target, options)
  const connection = new Connection(target, dialed)
  if (options.asRoot === false) return connection
  try {
    const rootBy = await connection.findRoot(options.signal)
    options.onStage?.('root', rootEvidence[rootBy])
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

const rootEvidence: Record<RootBy, string> = {
  root: 'signed in as root',
  sudo: 'sudo without a password',
  'sudo-password': 'sudo with a password',
}

/** One signed-in connection, from sign-in to loss. It never comes back; the link makes a new one. */
export class Connection implements RemoteShell {
  readonly #dialed: Dialed
  readonly #user: string
  readonly #place: string
  readonly #sudoPassword: string | null
  readonly #budget = new SessionBudget()
  readonly #sessions = new Set<Pick<Session, 'lose'>>()
  readonly #forwards = new Set<ForwardedConnection>()
  readonly #lost = Promise.withResolvers<AppError>()
  #rootBy: RootBy = 'root'
  #isLost = false
  #heard = { at: Date.now(), tick: performance.now() }

  constructor(target: LinkTarget, dialed: Dialed) {
    this.#dialed = dialed
    this.#user = target.user
    this.#place = target.host
    this.#sudoPassword = target.root.sudoPassword
    const { client, socket } = dialed
    // Data, not replies: a large transfer that delays them is life as well.
    socket.on('data', () => {
      this.#heard = { at: Date.now(), tick: performance.now() }
    })
    client.on('error', (error) => this.lose(error))
    client.on('close', () => this.lose(null))
    if (socket.destroyed) this.lose(null)
  }

  get rootBy(): RootBy {
    return this.#rootBy
  }

  /** When the server last sent a byte, in milliseconds since the epoch. */
  get heardAt(): number {
    return this.#heard.at
  }

  /** Milliseconds since then, also when somebody sets the clock of this machine. */
  get silentMs(): number {
    return performance.now() - this.#heard.tick
  }

  get sessions(): SessionBudget['counts'] {
    return this.#budget.counts
  }

  /** Resolves, with the reason, when the connection has ended. It never rejects. */
  get lost(): Promise<AppError> {
    return this.#lost.promise
  }

  /** Finds out how to become root; done once, before anything else runs. */
  async findRoot(signal: AbortSignal): Promise<RootBy> {
    const run = (request: { script: string; input: Uint8Array }) =>
      this.exec({ ...request, as: 'user', deadlineMs: ROOT_DEADLINE_MS, signal, lane: 'person' })
    this.#rootBy = await becomeRoot(run, this.#user, this.#sudoPassword)
    return this.#rootBy
  }

  exec(request: ExecRequest): Promise<ExecResult> {
    return execScript((streamed) => this.stream(streamed), request)
  }

  /**
   * `input`, when given, is all that the script reads: its stdin ends there. Without it stdin stays open until
   * the caller ends it. Rejects with `offline` when it was certainly not started.
   */
  async stream(request: StreamRequest): Promise<RemoteStream> {
    const elevation = elevationFor(request.as, this.#rootBy, this.#sudoPassword)
    const input = commandInput(request.script, elevation)
    const signal = request.signal ?? new AbortController().signal
    const start = (lease: Lease) => this.#startSession(elevation, lease, signal)
    const session = await this.#openSession(start, request.lane ?? 'work', signal)

    const stop = () => session.end(cancelled(signal))
    signal.addEventListener('abort', stop, { once: true })
    const ended = () => signal.removeEventListener('abort', stop)
    session.done.then(ended, ended)
    session.stdin.write(input)
    if (request.input) session.stdin.end(request.input)
    if (signal.aborted) stop()
    return session
  }

  /** A login shell of the sign-in user on a terminal of that size. Rejects as `stream` does. */
  shell(
    size: { cols: number; rows: number },
    signal: AbortSignal = new AbortController().signal,
  ): Promise<PtySession> {
    return this.#openSession((lease) => this.#startShell(size, lease, signal), 'person', signal)
  }

  /** A TCP connection from the server to host:port. Throws `forwarding_refused`, `remote_failed`, `link_lost`. */
  forward(host: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    return this.#forwardTo(
      `${host}:${port}`,
      (opened) => this.#dialed.client.forwardOut('127.0.0.1', 0, host, port, opened),
      signal,
    )
  }

  /** A connection to a Unix socket of the server, as the sign-in user. Throws as `forward`. */
  forwardSocket(path: string, signal?: AbortSignal): Promise<Duplex> {
    return this.#forwardTo(
      path,
      // ssh2 throws where the server is not OpenSSH, which alone has these.
      (opened) => this.#dialed.client.openssh_forwardOutStreamLocal(path, opened),
      signal,
    )
  }

  async #forwardTo(
    to: string,
    open: (opened: (error: Error | undefined, channel: ClientChannel) => void) => void,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Duplex> {
    const opening = new Promise<ForwardedConnection>((resolve, reject) => {
      open((error, channel) => {
        if (error) reject(error)
        else resolve(new ForwardedConnection(channel))
      })
    })
    const late = () =>
      new AppError(
        'remote_timed_out',
        `From the server, ${to} did not answer within ${FORWARD_DEADLINE_MS / 1000} s.`,
      )
    const bounds = { deadlineMs: FORWARD_DEADLINE_MS, signal, late }
    const forward = await within(opening, { ...bounds, tooLate: (it) => it.destroy() }).catch(
      (error: unknown) => {
        if (signal.aborted) throw cancelled(signal)
        throw this.#isLost ? linkLost(null, this.#place) : forwardProblem(error, to, this.#place)
      },
    )
    this.#forwards.add(forward)
    forward.once('close', () => this.#forwards.delete(forward))
    return forward
  }

  close(): void {
    this.lose(new AppError('link_lost', `The connection to ${this.#place} was closed from here.`))
  }

  /** Ends everything on this connection: what was under way has an unknown end, what waited was never begun. */
  lose(cause: unknown): void {
    if (this.#isLost) return
    this.#isLost = true
    const problem = linkLost(cause, this.#place)
    this.#budget.close(
      new AppError('offline', `${this.#place} is not connected any more. Nothing was started.`, {
        cause: problem,
      }),
    )
    for (const session of [...this.#sessions]) session.lose(problem)
    for (const forward of [...this.#forwards]) forward.destroy(problem)
    try {
      this.#dialed.client.end()
    } catch {
      // ssh2 says goodbye even when it gave the connection up itself.
    }
    this.#dialed.socket.destroy()
    this.#lost.resolve(problem)
  }

  /** A server that refuses a session has a smaller MaxSessions than we assumed: use fewer, and ask again. */
  async #openSession<Opened>(
    start: (lease: Lease) => Promise<Opened>,
    lane: Lane,
    signal: AbortSignal,
  ): Promise<Opened> {
    let again = false
    for (const began = performance.now(); ; again = true) {
      const lease = await this.#budget.take(lane, { signal, again }).catch((reason: unknown) => {
        throw signal.aborted ? this.#noSessionInTime(signal) : reason
      })
      try {
        return await start(lease)
      } catch (error) {
        if (!isRefusal(error) || this.#isLost)
          throw signal.aborted ? cancelled(signal) : this.#notStarted(error)
        // Alone, and still refused: sshd is slow to count out the session that ended last, or allows none at all.
        if (this.sessions.inUse > 0) continue
        if (performance.now() - began > 5_000) throw tooManySessions(this.#place, error)
        await pause(100)
      }
    }
  }

  /** Gives the lease back when the server has counted the session out, or has not opened it. */
  #startSession(elevation: Elevation, lease: Lease, signal: AbortSignal): Promise<Session> {
    let countedOut = false
    let patience: NodeJS.Timeout | undefined
    const opening = new Promise<Session>((resolve, reject) => {
      this.#dialed.client.exec(commandLine(elevation), (error, channel) => {
        if (error) return reject(error)
        // In this very turn: the exit code may stand in the bytes that ssh2 reads right after this.
        const session = runSession(channel, this.#place, {
          ended: () => {
            this.#sessions.delete(session)
            if (!countedOut) patience ??= setTimeout(lease.release, COUNTED_OUT_MS).unref()
          },
          closed: () => {
            countedOut = true
            clearTimeout(patience)
            lease.release()
          },
          neverBegan: (code, said) => neverBegan(elevation, this.#user, code, said),
        })
        this.#sessions.add(session)
        resolve(session)
      })
    })
    return this.#openedInTime(opening, lease, signal)
  }

  #startShell(size: { cols: number; rows: number }, lease: Lease, signal: AbortSignal): Promise<PtySession> {
    const opening = new Promise<PtySession>((resolve, reject) => {
      this.#dialed.client.shell(ptyOf(size), (error, channel) => {
        if (error) return reject(error)
        const session = ptySession(channel, this.#place, () => {
          this.#sessions.delete(session)
          lease.release()
        })
        this.#sessions.add(session)
        resolve(session)
      })
    })
    return this.#openedInTime(opening, lease, signal)
  }

  #openedInTime<Opened extends { close(): void }>(
    opening: Promise<Opened>,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<Opened> {
    // Also when nobody waits for it any more.
    opening.catch((error: unknown) => (isRefusal(error) ? lease.refused() : lease.release()))
    const late = () =>
      new AppError(
        'remote_timed_out',
        `${this.#place} opened no session within ${SESSION_DEADLINE_MS / 1000} s.`,
      )
    const tooLate = (session: Opened) => session.close()
    return within(opening, { deadlineMs: SESSION_DEADLINE_MS, signal, late, tooLate })
  }

  #notStarted(error: unknown): AppError {
    if (error instanceof AppError) return error
    const said = error instanceof Error ? error.message : String(error)
    return new AppError(
      'offline',
      `${this.#place} could not be asked: the connection was lost first. Nothing was started.`,
      {
        said,
        cause: error,
      },
    )
  }

  #noSessionInTime(signal: AbortSignal): AppError {
    const { budget } = this.sessions
    const reason = cancelled(signal)
    if (reason.code !== 'remote_timed_out' || budget >= 8) return reason
    return tooManySessions(this.#place, reason)
  }
}

/** RFC 4254, 5.1: 2 is "connect failed", with which OpenSSH answers when MaxSessions are open. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'reason' in error && error.reason === 2
}

function tooManySessions(place: string, cause: unknown): AppError {
  return new AppError(
    'too_many_sessions',
    `${place} allows too few sessions at once, and all of them are in use.`,
    {
      hint: 'Set MaxSessions 10 in its sshd_config and reload it: sudo systemctl reload ssh',
      said: cause instanceof Error ? cause.message : undefined,
      cause,
    },
  )
}
