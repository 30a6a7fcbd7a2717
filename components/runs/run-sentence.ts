import type { RunRow } from '../../lib/shared/run-row.ts'
import { runStory } from './run-story.ts'

/** The sentence a run's page opens with: what is true of it now, or was when the server was last seen. */
export function runSentence(run: RunRow, connected: boolean): string {
  const story = runStory(run)
  if (story !== null) return story.what
  switch (run.status.state) {
    case 'starting':
      return connected
        ? `It is being handed to ${run.serverName}.`
        : `It was being handed to ${run.serverName} when the connection broke.`
    case 'running':
      return connected
        ? `It runs on ${run.serverName}.`
        : `It was running on ${run.serverName} when the connection broke.`
    default:
      return 'It is done, with exit code 0.'
  }
}
