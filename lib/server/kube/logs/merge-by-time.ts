/** A line of one of several logs. */
export interface TimedLine {
  /** RFC 3339, UTC, nine digits: compares as text. */
  at: string
  text: Buffer
}

/**
 * The lines of several logs as one, the oldest first; each log's own order is kept. One line of each is held, so that
 * the length of the logs costs nothing.
 */
export async function* mergeByTime<Line extends TimedLine>(
  logs: readonly AsyncGenerator<Line>[],
): AsyncGenerator<{ index: number; line: Line }> {
  const heads = await Promise.all(logs.map((log) => log.next()))
  try {
    for (;;) {
      let oldest = -1
      for (const [index, head] of heads.entries()) {
        const best = heads[oldest]
        if (!head.done && (!best || best.done || head.value.at < best.value.at)) oldest = index
      }
      const head = heads[oldest]
      const log = logs[oldest]
      if (!head || head.done || !log) return
      yield { index: oldest, line: head.value }
      heads[oldest] = await log.next()
    }
  } finally {
    // Whoever stops in the middle leaves no stream open.
    await Promise.all(logs.map((log) => log.return(undefined)))
  }
}
