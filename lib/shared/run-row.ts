import type { Problem } from './problem.ts'

/**
 * Where a run stands. Only `exited` with code 0 is success.
 * `stalled`: why Bindery does not get on with it at the moment. It tries again, and says nothing of the run itself.
 * `lost` means that nobody can know how it ended: never success, never silently retried.
 */
export type RunState =
  | { state: 'queued'; waitsFor: 'other-run' | 'other-console' | 'link'; stalled?: Problem }
  | { state: 'starting'; stalled?: Problem }
  | { state: 'running'; stalled?: Problem }
  | { state: 'cancelling'; stalled?: Problem }
  | { state: 'exited'; code: number }
  | { state: 'cancelled' }
  | { state: 'interrupted'; by: 'reboot' | 'stopped' }
  | { state: 'lost'; why: 'files-gone' | 'died' | 'forgotten' | 'record-damaged' }
  | { state: 'not-started'; why: string }

/** A run as lists see it. Times in milliseconds since the epoch, sizes in bytes. */
export interface RunRow {
  id: string
  serverId: string
  serverName: string
  title: string
  by: string
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  status: RunState
  /** Bytes of the transcript that are mirrored here. */
  bytes: number
}

/** True once nothing more will come of a run. */
export function runHasEnded(status: RunState): boolean {
  switch (status.state) {
    case 'queued':
    case 'starting':
    case 'running':
    case 'cancelling':
      return false
    case 'exited':
    case 'cancelled':
    case 'interrupted':
    case 'lost':
    case 'not-started':
      return true
  }
}
