import { type RunRow, runHasEnded } from '../../shared/run-row.ts'
import type { Runs } from '../runs/runs.ts'

/**
 * Resolves with the row of a run once it has ended: at once, where it ended in an earlier life of the engine. Null for
 * a run that nobody knows. Rejects when `signal` aborts.
 */
export async function runEnd(
  runs: Pick<Runs, 'find' | 'transcript'>,
  id: string,
  signal: AbortSignal,
): Promise<RunRow | null> {
  for (;;) {
    signal.throwIfAborted()
    const row = runs.find(id)
    if (row === null || runHasEnded(row.status)) return row
    // The end is written down first, and then the transcript says so.
    await grown(runs.transcript(id), signal)
  }
}

function grown(transcript: ReturnType<Runs['transcript']>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      stopListening()
      signal.removeEventListener('abort', abort)
      act()
    }
    const look = (): void => {
      if (transcript.ended) settle(resolve)
    }
    const abort = (): void => settle(() => reject(signal.reason))
    const stopListening = transcript.onGrow(look)
    signal.addEventListener('abort', abort, { once: true })
    look()
  })
}
