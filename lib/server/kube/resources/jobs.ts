import type { JobRow } from '../../../shared/job-row.ts'
import { cut, type Metadata, moment, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

interface JobObject {
  metadata: Metadata
  spec?: {
    completions?: number
    parallelism?: number
    selector?: { matchLabels?: Record<string, string> }
    template?: { spec?: { containers?: { name: string; image?: string }[] } }
  }
  status?: {
    succeeded?: number
    failed?: number
    startTime?: string
    completionTime?: string
    conditions?: { type: string; status: string; message?: string; lastTransitionTime?: string }[]
  }
}

/** In the order in which kubectl looks for them: printJob of Kubernetes' printers, 1.33. */
const ENDS = ['Complete', 'Failed', 'Suspended', 'FailureTarget', 'SuccessCriteriaMet'] as const

export const jobs: Resource<JobRow> = {
  path: '/apis/batch/v1/jobs',
  project(object: KubeObject & JobObject): JobRow {
    const { metadata, spec = {}, status = {} } = object
    const { containers = [] } = spec.template?.spec ?? {}
    const is = (wanted: string) =>
      status.conditions?.find((one) => one.type === wanted && one.status === 'True')
    const word = ENDS.find((end) => is(end)) ?? (metadata.deletionTimestamp ? 'Terminating' : 'Running')
    return {
      ...rowOf(object),
      status: word,
      completions: completionsOf(object),
      failed: status.failed ?? 0,
      startedAt: moment(status.startTime) || null,
      endedAt: moment(status.completionTime ?? is('Failed')?.lastTransitionTime) || null,
      trouble: cut(is('Failed')?.message),
      containers: containers.map(({ name }) => name),
      images: containers.map(({ image = '' }) => image),
      selector: spec.selector?.matchLabels ?? {},
    }
  },
}

function completionsOf({ spec = {}, status = {} }: JobObject): string {
  const { succeeded = 0 } = status
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`
  const { parallelism = 0 } = spec
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}
