import type { Duplex } from 'node:stream'
import type { LinkPrompt, LinkState } from '../../shared/link-state.ts'
import { AppError, type Problem, toProblem } from '../../shared/problem.ts'
import { type OpenQuestion, openQuestion } from './ask-person.ts'
import type { AskPerson } from './authenticate.ts'
import { backoffMs } from './backoff.ts'
import { type Connection, connectTo } from './connection.ts'
import { mayMendByItself } from './failures.ts'
import { keepWatch } from './heartbeat.ts'
import type { LinkTarget } from './link-target.ts'
import type { ServerLink } from './link-types.ts'
import type { PtySession } from './pty-session.ts'
import type { ExecRequest, ExecResult, RemoteStream, StreamRequest } from './remote-shell.ts'

export interface LinkOptions {
  /** Asked before every attempt. It may throw: `secret_needed` makes the link `refused`. */
  target(): Promise<LinkTarget>
  log?(line: string): void
  /** False: it signs in, and never becomes root. */
  asRoot?: boolean
  /** Answers what the server asks while signing in, in place of a person. */
  ask?: AskPerson
  /** How often the server is asked for a sign of life; four times as long without one is a loss. Default 5 s. */
  keepAliveMs?: number
  /** Each stage of connecting. Default 20 s. */
  stageDeadlineMs?: number
}

/** A connection that lasted so long was good: the next loss begins with the shortest wait again. */
const STEADY_MS = 10_000

/**
 * The one SSH connection to a server, for as long as Bindery wants it: made, watched, made again after a loss,
 * and given up where only a person can help.
 */
export class Link implements ServerLink {
  readonly #options: LinkOptions
  readonly #listeners = new Set<(state: LinkState) => void>()
  #state: LinkState = { state: 'offline', since: Date.now() }
  #connection: Connection | null = null
  #question: OpenQuestion | null = null
  #life: { abort: AbortController; ended: Promise<void> } | null = null
  #wake: () => void = () => {}

  constructor(options: LinkOptions) {
    this.#options = options
  }

  get state(): LinkState {
    return this.#state
  }

  get sessions(): { inUse: number; budget: number; waiting: number } {
    return this.#connection?.sessions ?? { inUse: 0, budget: 8, waiting: 0 }
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to connect and to stay connected. Does nothing when it already does. */
  open(): void {
    if (this.#life) return
    const abort = new AbortController()
    this.#become({ state: 'connecting', since: Date.now() })
    this.#life = { abort, ended: this.#live(abort.signal) }
  }

  /** Hangs up, and stays so until `open`. What is under way fails with `link_lost`; runs on the server go on. */
  async close(): Promise<void> {
    const life = this.#life
    if (!life) return
    this.#life = null
    life.abort.abort(new AppError('offline', 'The connection was closed from here.'))
    this.#connection?.close()
    this.#connection = null
    this.#become({ state: 'offline', since: Date.now() })
    await life.ended
  }

  /** Tries again without waiting, also after a refusal. Does nothing while online or connecting. */
  retryNow(): void {
    const { state } = this
    // At once, so that whoever waits for the outcome does not see the old one.
    if (state.state === 'refused') this.#become({ state: 'connecting', since: Date.now() })
    if (state.state === 'reconnecting') this.#become({ ...state, nextTryAt: Date.now() })
    if (this.#life) this.#wake()
    else this.open()
  }

  /** A person's answers to `state.prompt`. Throws `not_found` when it is not open any more, `invalid_input` for a wrong count. */
  answer(promptId: string, answers: string[]): void {
    const question = this.#question
    if (question?.prompt.id !== promptId)
      throw new AppError('not_found', 'The server does not wait for this answer any more.', {
        hint: 'Connect again.',
      })
    if (!question.answer(answers))
      throw new AppError('invalid_input', `The server asked for ${question.prompt.questions.length} answers.`)
  }

  whenOnline({ deadlineMs, signal }: { deadlineMs: number; signal?: AbortSignal }): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        stop()
        signal?.removeEventListener('abort', abort)
        act()
      }
      const look = (state: LinkState) => {
        if (state.state === 'online') settle(resolve)
        else if (state.state === 'refused') settle(() => reject(asError(state.problem)))
      }
      const abort = () => settle(() => reject(signal?.reason))
      const timer = setTimeout(() => settle(() => reject(this.#notOnline())), deadlineMs)
      const stop = this.onState(look)
      signal?.addEventListener('abort', abort, { once: true })
      if (signal?.aborted) abort()
      else look(this.#state)
    })
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    return this.#online().exec(request)
  }

  async stream(request: StreamRequest): Promise<RemoteStream> {
    return this.#online().stream(request)
  }

  async forward(host: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    return this.#online().forward(host, port, signal)
  }

  /** A login shell of the sign-in user. It ends with this connection. */
  async shell(size: { cols: number; rows: number }, signal?: AbortSignal): Promise<PtySession> {
    return this.#online().shell(size, signal)
  }

  /** A connection to a Unix socket of the server, as the sign-in user. */
  async forwardSocket(path: string, signal?: AbortSignal): Promise<Duplex> {
    return this.#online().forwardSocket(path, signal)
  }

  async #live(signal: AbortSignal): Promise<void> {
    let attempt = 0
    let lostAt: number | null = null
    let lastHeardAt: number | null = null
    while (!signal.aborted) {
      let problem: unknown
      try {
        const connection = await this.#connect(signal)
        const began = performance.now()
        problem = await this.#stayOnline(connection, signal)
        lastHeardAt = connection.heardAt
        if (performance.now() - began >= STEADY_MS) attempt = 0
        lostAt = null
      } catch (error) {
        problem = error
      }
      if (signal.aborted) return
      this.#connection = null
      this.#note(problem)
      lostAt ??= Date.now()
      if (mayMendByItself(problem)) {
        attempt += 1
        const wait = backoffMs(attempt)
        const next = {
          since: lostAt,
          attempt,
          nextTryAt: Date.now() + wait,
          lastHeardAt,
          problem: toProblem(problem),
        }
        // Resting first: whoever hears of the state may already wake it.
        const rested = this.#rest(signal, wait)
        this.#become({ state: 'reconnecting', ...next })
        await rested
      } else {
        const rested = this.#rest(signal, null)
        this.#become({ state: 'refused', since: Date.now(), problem: toProblem(problem) })
        await rested
        attempt = 0
        lostAt = null
      }
    }
  }

  async #connect(signal: AbortSignal): Promise<Connection> {
    const { target, asRoot, keepAliveMs, stageDeadlineMs } = this.#options
    const ask = this.#options.ask ?? ((prompt) => this.#ask(prompt, signal))
    const connection = await connectTo(await target(), { signal, ask, asRoot, keepAliveMs, stageDeadlineMs })
    if (signal.aborted) {
      connection.close()
      throw signal.reason
    }
    // In this very turn, so that `close` finds it.
    this.#connection = connection
    return connection
  }

  async #stayOnline(connection: Connection, signal: AbortSignal): Promise<AppError> {
    const since = Date.now()
    const online = (heardAt: number) => {
      if (!signal.aborted) this.#become({ state: 'online', since, heardAt, rootBy: connection.rootBy })
    }
    this.#options.log?.(this.#options.asRoot === false ? 'online' : `online, ${connection.rootBy}`)
    online(connection.heardAt)
    const stopWatching = keepWatch(connection, this.#options.keepAliveMs ?? 5_000, online)
    try {
      return await connection.lost
    } finally {
      stopWatching()
    }
  }

  async #ask(prompt: Omit<LinkPrompt, 'id'>, signal: AbortSignal): Promise<string[]> {
    const question = openQuestion(prompt, signal)
    this.#question = question
    this.#become({ state: 'connecting', since: Date.now(), prompt: question.prompt })
    try {
      return await question.answered
    } finally {
      if (this.#question === question) this.#question = null
      if (!signal.aborted) this.#become({ state: 'connecting', since: Date.now() })
    }
  }

  /** Waits so many milliseconds, or without end, until woken or closed. */
  #rest(signal: AbortSignal, ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#wake = () => {}
        signal.removeEventListener('abort', wake)
        resolve()
      }
      const timer = ms === null ? undefined : setTimeout(wake, ms)
      this.#wake = wake
      signal.addEventListener('abort', wake, { once: true })
      if (signal.aborted) wake()
    })
  }

  #online(): Connection {
    if (this.#connection && this.#state.state === 'online') return this.#connection
    throw this.#notOnline()
  }

  #notOnline(): AppError {
    const { state } = this
    if (state.state === 'refused' || state.state === 'reconnecting')
      return new AppError('offline', `There is no connection to the server now. ${state.problem.message}`, {
        hint: state.problem.hint,
        said: state.problem.said,
      })
    return new AppError('offline', 'There is no connection to the server now.')
  }

  #become(state: LinkState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) {
      // A listener may have changed it: then all have heard of the newer state already.
      if (this.#state !== state) return
      listener(state)
    }
  }

  #note(problem: unknown): void {
    const { log } = this.#options
    if (problem instanceof AppError) log?.(`${problem.code}: ${problem.message}`)
    else log?.(`a mistake of Bindery: ${problem instanceof Error ? problem.stack : String(problem)}`)
  }
}

function asError({ code, message, hint, said, field }: Problem): AppError {
  return new AppError(code, message, { hint, said, field })
}
