import { expect, it } from 'vitest'
import { containersOf } from './container-facts.ts'

it('tells of each container how it is, how it ended before, and what it mounts', () => {
  const found = containersOf({
    spec: {
      initContainers: [{ name: 'prepare', image: 'a' }],
      containers: [
        {
          name: 'notebook',
          image: 'b',
          resources: { requests: { memory: '1G' }, limits: { memory: '2G', cpu: '1' } },
          volumeMounts: [{ name: 'home', mountPath: '/home', readOnly: true }],
        },
      ],
    },
    status: {
      initContainerStatuses: [
        { name: 'prepare', state: { terminated: { exitCode: 0, reason: 'Completed' } } },
      ],
      containerStatuses: [
        {
          name: 'notebook',
          ready: true,
          restartCount: 1,
          state: { running: { startedAt: '2026-11-27T14:00:00Z' } },
          lastState: {
            terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-11-27T13:59:00Z' },
          },
        },
      ],
    },
  })
  expect(found).toMatchObject([
    { name: 'prepare', isInit: true, state: { is: 'ended', exitCode: 0 }, before: null },
    {
      name: 'notebook',
      isInit: false,
      isReady: true,
      restarts: 1,
      state: { is: 'running', since: Date.parse('2026-11-27T14:00:00Z') },
      before: { is: 'ended', reason: 'OOMKilled', exitCode: 137 },
      requests: 'memory 1G',
      limits: 'memory 2G, cpu 1',
      mounts: [{ path: '/home', volume: 'home', isReadOnly: true }],
    },
  ])
})

it.each([{}, { spec: 7 }, { spec: { containers: [null, 'x'] }, status: [] }])('takes %j', (pod) => {
  expect(() => containersOf(pod)).not.toThrow()
})
