import { describe, expect, it } from 'vitest'
import { podsOf } from './cluster.ts'

const seen = (status: Record<string, unknown>, spec: Record<string, unknown> = { containers: [{}] }) =>
  podsOf(
    { objects: [{ kind: 'Pod', metadata: { name: 'hub', namespace: 'binder' }, spec, status }], said: '' },
    'binder',
  )[0]

describe('a pod as steps see it', () => {
  it('has the status and restarts of the page of workloads', () => {
    const terminated = { exitCode: 1, reason: 'Error' }
    expect(
      seen({
        phase: 'Running',
        containerStatuses: [{ name: 'hub', restartCount: 3, state: { terminated } }],
      }),
    ).toMatchObject({ status: 'Error', restarts: 3, ready: false })
    expect(
      seen({
        phase: 'Pending',
        initContainerStatuses: [
          {
            name: 'first',
            restartCount: 2,
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s' } },
          },
        ],
        containerStatuses: [{ name: 'hub', state: { waiting: { reason: 'PodInitializing' } } }],
      }),
    ).toMatchObject({ status: 'Init:CrashLoopBackOff', message: 'back-off 20s', restarts: 2 })
  })

  it('may have null where a list was never filled', () => {
    expect(
      seen({ phase: 'Pending', conditions: null, containerStatuses: null, initContainerStatuses: null }),
    ).toMatchObject({ status: 'Pending', ready: false, restarts: 0 })
  })
})
