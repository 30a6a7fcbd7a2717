import { expect, test } from 'vitest'
import { type PodObject, statusOfPod } from './pod-status.ts'

type Status = NonNullable<PodObject['status']>
type Container = NonNullable<Status['containerStatuses']>[number]

/** A pod of one container, of which the test says what is unusual. */
function pod(status: Status, more: Omit<PodObject, 'metadata'> & { deleted?: true } = {}): PodObject {
  const { deleted, spec } = more
  return {
    metadata: deleted ? { deletionTimestamp: '2026-11-23T08:00:00Z' } : {},
    spec: { containers: [{ name: 'main' }], ...spec },
    status,
  }
}
const container = (state: NonNullable<Container['state']>, more: Partial<Container> = {}): Container => ({
  name: 'c',
  state,
  ...more,
})
const running = (ready = true) => container({ running: {} }, { ready })
const ended = (exitCode: number, reason?: string, signal?: number) =>
  container({ terminated: { exitCode, ...(reason ? { reason } : {}), ...(signal ? { signal } : {}) } })
const waiting = (reason: string) => container({ waiting: { reason } })
const init = { spec: { containers: [{ name: 'main' }], initContainers: [{ name: 'c' }, { name: 'd' }] } }
const initialized = [{ type: 'Initialized', status: 'True' }]

// The expected words and counts are those of `kubectl get pods` 1.33 for such pods.
test.each<[string, PodObject, string]>([
  ['nothing known of it', pod({}), 'Unknown'],
  ['not scheduled', pod({ phase: 'Pending' }), 'Pending'],
  [
    'held back from scheduling',
    pod({
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
    }),
    'SchedulingGated',
  ],
  ['evicted', pod({ phase: 'Failed', reason: 'Evicted' }), 'Evicted'],
  [
    'its image is on the way',
    pod({ phase: 'Pending', containerStatuses: [waiting('ContainerCreating')] }),
    'ContainerCreating',
  ],
  [
    'no image',
    pod({ phase: 'Pending', containerStatuses: [waiting('ImagePullBackOff')] }),
    'ImagePullBackOff',
  ],
  ['running', pod({ phase: 'Running', containerStatuses: [running()] }), 'Running'],
  ['through', pod({ phase: 'Succeeded', containerStatuses: [ended(0, 'Completed')] }), 'Completed'],
  ['killed for memory', pod({ phase: 'Failed', containerStatuses: [ended(137, 'OOMKilled')] }), 'OOMKilled'],
  ['ended without a word', pod({ phase: 'Failed', containerStatuses: [ended(3)] }), 'ExitCode:3'],
  ['ended by a signal', pod({ phase: 'Failed', containerStatuses: [ended(137, undefined, 9)] }), 'Signal:9'],
  [
    'the first of two containers decides',
    pod({ phase: 'Running', containerStatuses: [waiting('CrashLoopBackOff'), ended(1, 'Error')] }),
    'CrashLoopBackOff',
  ],
  [
    'one container is through, one is ready',
    pod({
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [ended(0, 'Completed'), running()],
    }),
    'Running',
  ],
  [
    'one container is through, the pod is not ready',
    pod({ phase: 'Running', containerStatuses: [ended(0, 'Completed'), running()] }),
    'NotReady',
  ],
  [
    'the second init container runs',
    pod({ phase: 'Pending', initContainerStatuses: [ended(0), container({ running: {} })] }, init),
    'Init:1/2',
  ],
  [
    'an init container waits for its turn',
    pod({ phase: 'Pending', initContainerStatuses: [waiting('PodInitializing')] }, init),
    'Init:0/2',
  ],
  [
    'an init container without an image',
    pod({ phase: 'Pending', initContainerStatuses: [waiting('ErrImagePull')] }, init),
    'Init:ErrImagePull',
  ],
  [
    'an init container failed',
    pod({ phase: 'Pending', initContainerStatuses: [ended(1, 'Error')] }, init),
    'Init:Error',
  ],
  [
    'an init container failed without a word',
    pod({ phase: 'Pending', initContainerStatuses: [ended(2)] }, init),
    'Init:ExitCode:2',
  ],
  [
    'an init container runs again after the pod was initialized',
    pod({
      phase: 'Running',
      conditions: initialized,
      initContainerStatuses: [ended(1, 'Error')],
      containerStatuses: [running()],
    }),
    'Init:Error',
  ],
  [
    'being deleted',
    pod({ phase: 'Running', containerStatuses: [running()] }, { deleted: true }),
    'Terminating',
  ],
  [
    'being deleted after its end',
    pod({ phase: 'Succeeded', containerStatuses: [ended(0, 'Completed')] }, { deleted: true }),
    'Completed',
  ],
  ['on a node that is lost', pod({ phase: 'Running', reason: 'NodeLost' }, { deleted: true }), 'Unknown'],
])('%s', (_, object, status) => {
  expect(statusOfPod(object).status).toBe(status)
})

const restarted = (name: string, restartCount: number, finishedAt: string): Container => ({
  name,
  restartCount,
  ready: true,
  started: true,
  state: { running: {} },
  lastState: { terminated: { exitCode: 1, finishedAt } },
})

test('counts sidecars among the containers, with their restarts', () => {
  const object = pod(
    {
      phase: 'Running',
      initContainerStatuses: [
        restarted('side', 2, '2026-11-23T08:00:00Z'),
        { ...restarted('once', 7, '2026-11-23T10:00:00Z'), state: { terminated: { exitCode: 0 } } },
      ],
      containerStatuses: [restarted('main', 1, '2026-11-23T09:00:00Z')],
    },
    {
      spec: {
        containers: [{ name: 'main' }],
        initContainers: [{ name: 'side', restartPolicy: 'Always' }, { name: 'once' }],
      },
    },
  )
  expect(statusOfPod(object)).toEqual({
    status: 'Running',
    ready: { is: 2, of: 2 },
    restarts: 3,
    lastRestartAt: Date.parse('2026-11-23T09:00:00Z'),
  })
})

test('counts the restarts of init containers while these decide', () => {
  const object = pod(
    {
      phase: 'Pending',
      initContainerStatuses: [
        { ...waiting('CrashLoopBackOff'), restartCount: 4 },
        { name: 'd', restartCount: 0 },
      ],
    },
    init,
  )
  expect(statusOfPod(object)).toEqual({
    status: 'Init:CrashLoopBackOff',
    ready: { is: 0, of: 1 },
    restarts: 4,
    lastRestartAt: null,
  })
})
