import { AppError } from '../../shared/problem.ts'

interface Alive {
  /** When the server was last heard, in milliseconds since the epoch: to show, not to judge by. */
  readonly heardAt: number
  /** Milliseconds since then, by a clock that nobody sets. */
  readonly silentMs: number
  lose(cause: unknown): void
}

/** So often at most is a new `heardAt` passed on: it is for people. */
const REPORT_MS = 2_000

/**
 * Watches whether a connection still hears its server. The server is asked every `keepAliveMs`; three answers
 * missed in a row, that is four times as long without a byte, and the connection is given up.
 * Returns how to stop.
 */
export function keepWatch(
  connection: Alive,
  keepAliveMs: number,
  report: (heardAt: number) => void,
): () => void {
  let reportedAt = performance.now()
  let reported = connection.heardAt
  const timer = setInterval(
    () => {
      const { heardAt, silentMs } = connection
      const now = performance.now()
      if (silentMs > 4 * keepAliveMs) {
        const seconds = Math.round(silentMs / 1000)
        connection.lose(
          new AppError('link_lost', `Nothing was heard from the server for ${seconds} s.`, {
            hint: 'What runs on the server goes on, unless it went down itself. Bindery connects again by itself.',
          }),
        )
      } else if (heardAt !== reported && now - reportedAt >= REPORT_MS) {
        reported = heardAt
        reportedAt = now
        report(heardAt)
      }
    },
    Math.min(1_000, keepAliveMs),
  )
  return () => clearInterval(timer)
}
