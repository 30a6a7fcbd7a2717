import { type RunRow, runHasEnded } from '../../lib/shared/run-row.ts'

/** Under a transcript: where the work is, and what closing the laptop does to it. */
export function WhoseRun({ run, connected }: { run: RunRow; connected: boolean }) {
  const unit = <code>bindery-run-{run.id}</code>
  if (runHasEnded(run.status)) {
    if (run.startedAt === null) return <>Nothing ran on the server.</>
    return run.status.state === 'lost' ? (
      <>It ran on the server as {unit}. What arrived of its lines is kept here.</>
    ) : (
      <>It ran on the server as {unit}. Its lines are kept here.</>
    )
  }
  if (run.status.state === 'queued')
    return <>Not on the server yet. It starts by itself: you may close the laptop.</>
  if (!connected)
    return <>Goes on as {unit}, unless the server went down. Its lines come when the connection is back.</>
  return <>Runs on the server as {unit}. Close the laptop: it goes on.</>
}
