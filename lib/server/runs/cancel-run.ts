import { AppError } from '../../shared/problem.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { cancelScript, type RemotePlace } from './remote-scripts.ts'
import { readSighting, type Sighting } from './sighting.ts'

/** Ten seconds of SIGTERM, then SIGKILL, and some for the way. */
const DEADLINE_MS = 45_000

/**
 * Ends a run with its whole process tree, or sees to it that it never begins. May be said any number of times.
 * Throws what the link throws; then it is to be said again.
 */
export async function cancelRun(
  shell: RemoteShell,
  place: RemotePlace,
  signal: AbortSignal,
): Promise<Sighting> {
  const { code, stdout, stderr } = await shell.exec({
    script: cancelScript(place),
    as: 'root',
    lane: 'person',
    deadlineMs: DEADLINE_MS,
    signal,
  })
  if (code !== 0)
    throw new AppError('remote_failed', 'The server could not stop the run.', {
      said: stderr.toString('utf8').trim().split('\n').at(-1),
    })
  return readSighting(stdout.toString('utf8'))
}
