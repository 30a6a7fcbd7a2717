import * as z from 'zod/mini'
import { type RunRow, runHasEnded } from '../../shared/run-row.ts'
import type { Store } from '../store/open-store.ts'

interface FollowerOptions {
  store: Store
  runOf(runId: string): RunRow | null
  /** Makes the plan of a server one with this version of the chart. */
  follow(serverId: string, chartVersion: string, by: string): void
}

export interface ChartFollower {
  /** Written down in the transaction that adds the run. */
  expect(runId: string, serverId: string, chartVersion: string): void
  /** Looks which of the runs have ended. */
  settle(): void
}

const row = z.object({ run_id: z.string(), server_id: z.string(), chart_version: z.string() })

/**
 * The plan names the version of the chart, and the install would bring that one back. So it follows whatever a run of the
 * releases has put in place, once that run has ended well; over a restart of Bindery too.
 */
export function createChartFollower({ store: { db }, runOf, follow }: FollowerOptions): ChartFollower {
  const insert = db.prepare('INSERT INTO release_run (run_id, server_id, chart_version) VALUES (?, ?, ?)')
  const all = db.prepare('SELECT run_id, server_id, chart_version FROM release_run')
  const drop = db.prepare('DELETE FROM release_run WHERE run_id = ?')
  let waiting = all.all().length > 0
  return {
    expect(runId, serverId, chartVersion) {
      insert.run(runId, serverId, chartVersion)
      waiting = true
    },
    settle() {
      if (!waiting) return
      const expected = all.all().map((found) => row.parse(found))
      waiting = expected.length > 0
      for (const { run_id, server_id, chart_version } of expected) {
        const run = runOf(run_id)
        if (run !== null && !runHasEnded(run.status)) continue
        drop.run(run_id)
        if (run?.status.state === 'exited' && run.status.code === 0) follow(server_id, chart_version, run.by)
      }
    },
  }
}
