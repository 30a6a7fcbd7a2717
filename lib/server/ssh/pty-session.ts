import type { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { AppError } from '../../shared/problem.ts'
import { ForwardedConnection } from './channel-streams.ts'

/** Columns and rows of a terminal. */
interface Size {
  cols: number
  rows: number
}

/** An interactive shell of the sign-in user, on a terminal that sshd made. It ends with its connection. */
export interface PtySession {
  /** What is typed, and what is printed. */
  readonly bytes: Duplex
  resize(size: Size): void
  /** Resolves with its exit code, null where a signal ended it; rejects with `link_lost` when nobody can know. */
  readonly done: Promise<number | null>
  /** Hangs up: the shell and what it runs get SIGHUP. */
  close(): void
  /** The connection is gone. */
  lose(problem: AppError): void
}

/** What ssh2 calls a window, as every terminal of a browser is. */
export const ptyOf = ({ cols, rows }: Size) => ({ term: 'xterm-256color', cols, rows, width: 0, height: 0 })

/** The shell on a channel that sshd opened. `closed` is called once, when sshd has counted it out. */
export function ptySession(channel: ClientChannel, place: string, closed: () => void): PtySession {
  const bytes = new ForwardedConnection(channel)
  // A terminal has one output; some servers open the other all the same.
  channel.stderr.resume()
  let exit: { code: number | null } | null = null
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  promise.catch(() => {})
  channel.on('exit', (code: number | null) => {
    exit = { code }
  })
  channel.on('close', () => {
    closed()
    if (exit) resolve(exit.code)
    else reject(new AppError('link_lost', `The shell on ${place} ended without an exit code.`))
  })
  return {
    bytes,
    resize({ cols, rows }) {
      try {
        channel.setWindow(rows, cols, 0, 0)
      } catch {
        // The connection ended first; `done` tells.
      }
    },
    done: promise,
    close: () => bytes.destroy(),
    lose(problem) {
      reject(problem)
      bytes.destroy(problem)
    },
  }
}
