import type { JobRow } from '../../lib/shared/job-row.ts'
import type { WorkloadRow } from '../../lib/shared/workload-row.ts'
import { type Standing, standing } from '../tables/standing.ts'

/** How a deployment, a daemon set or a stateful set is: whether the pods that it wants are there, ready and new. */
export function standingOfWorkload(row: WorkloadRow): Standing {
  const { desired, ready, updated, available, isObserved, isPaused, trouble } = row
  if (trouble !== '') return standing('fail', 'Does not get on', trouble)
  if (desired === 0) return standing('skip', 'Stopped', 'It wants no pods')
  if (!isObserved) return standing('work', 'Begins to change')
  if (updated < desired)
    return isPaused
      ? standing('wait', 'Paused', `${updated} of ${desired} pods are of the newest template`)
      : standing('work', `Changes, ${updated} of ${desired}`, 'Pods of the newest template')
  if (ready >= desired && available >= desired) return standing('ok', 'Running')
  return ready === 0
    ? standing('warn', 'None ready', `0 of ${desired} pods are ready`)
    : standing('work', `${ready} of ${desired} ready`)
}

/** How a job is: our word, and kubectl's on hover. */
export function standingOfJob({ status, trouble, failed }: JobRow): Standing {
  switch (status) {
    case 'Complete':
      return standing('skip', 'Done', status)
    case 'Failed':
    case 'FailureTarget':
      return standing('fail', 'Failed', trouble || status)
    case 'Suspended':
      return standing('wait', 'Suspended', status)
    case 'Running':
      return failed > 0
        ? standing('warn', `Failed ${failed}×, tries again`, status)
        : standing('work', 'Working', status)
    default:
      return standing('work', status)
  }
}
