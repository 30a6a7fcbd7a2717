import type { PodRow } from '../shared/pod-row.ts'

/** A pod that runs, for tests that care about one thing of it; its uid is its name unless `more` says another. */
export function examplePod(name: string, more: Partial<PodRow> = {}): PodRow {
  return {
    uid: name,
    namespace: 'binder',
    name,
    ready: { is: 1, of: 1 },
    status: 'Running',
    message: '',
    restarts: 0,
    lastRestartAt: null,
    createdAt: 1,
    node: 'binder-01',
    ip: null,
    phase: 'Running',
    reason: '',
    deletingAt: null,
    labels: {},
    owner: null,
    containers: ['main'],
    image: 'registry.example.org/image:1',
    requests: { cpuMilli: 0, memoryBytes: 0 },
    limits: { cpuMilli: 0, memoryBytes: 0 },
    repository: null,
    session: null,
    claims: [],
    scheduler: null,
    lastEnd: null,
    ...more,
  }
}
