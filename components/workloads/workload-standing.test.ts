import { expect, test } from 'vitest'
import type { JobRow } from '../../lib/shared/job-row.ts'
import type { WorkloadRow } from '../../lib/shared/workload-row.ts'
import { standingOfJob, standingOfWorkload } from './workload-standing.ts'

const workload = (more: Partial<WorkloadRow>): WorkloadRow => ({
  uid: 'w',
  namespace: 'binder',
  name: 'hub',
  createdAt: 1,
  labels: {},
  desired: 2,
  current: 2,
  ready: 2,
  updated: 2,
  available: 2,
  isObserved: true,
  isPaused: false,
  trouble: '',
  containers: [],
  images: [],
  selector: {},
  nodeSelector: {},
  ...more,
})

test.each<[Partial<WorkloadRow>, string, string]>([
  [{}, 'ok', 'Running'],
  [{ ready: 1, available: 1 }, 'work', '1 of 2 ready'],
  [{ available: 1 }, 'work', '2 of 2 ready'],
  [{ ready: 0, available: 0 }, 'warn', 'None ready'],
  [{ updated: 1 }, 'work', 'Changes, 1 of 2'],
  [{ updated: 1, isPaused: true }, 'wait', 'Paused'],
  [{ isObserved: false }, 'work', 'Begins to change'],
  [{ desired: 0, ready: 0, updated: 0, available: 0 }, 'skip', 'Stopped'],
  [{ trouble: 'exceeded quota', ready: 0 }, 'fail', 'Does not get on'],
])('%o is %s: %s', (more, kind, word) => {
  expect(standingOfWorkload(workload(more))).toMatchObject({ kind, word })
})

test.each<[Partial<JobRow>, string, string]>([
  [{ status: 'Complete' }, 'skip', 'Done'],
  [{ status: 'Failed', trouble: 'BackoffLimitExceeded' }, 'fail', 'Failed'],
  [{ status: 'Suspended' }, 'wait', 'Suspended'],
  [{ status: 'Running' }, 'work', 'Working'],
  [{ status: 'Running', failed: 2 }, 'warn', 'Failed 2×, tries again'],
  [{ status: 'Terminating' }, 'work', 'Terminating'],
])('a job that is %o is %s: %s', (more, kind, word) => {
  const job = { trouble: '', failed: 0, ...more } as JobRow
  expect(standingOfJob(job)).toMatchObject({ kind, word })
})
