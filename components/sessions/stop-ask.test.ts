import { expect, it } from 'vitest'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { type StopAsk, stopRequest, stopTitle } from './stop-ask.ts'

const pods = ['ann', 'bob'].map((name): ObjectRef => ({ kind: 'Pod', namespace: 'binder', name, uid: name }))
const url = 'https://github.com/robolab/ros2-intro'

it.each<[StopAsk, string, string, object]>([
  [{ is: 'each', pods }, 'Stop 2 sessions?', '/stop', { pods }],
  [{ is: 'each', pods: pods.slice(0, 1) }, 'Stop this session?', '/stop', { pods: pods.slice(0, 1) }],
  [
    { is: 'repository', url, pods },
    'Stop 2 sessions of robolab/ros2-intro?',
    '/stop-repository',
    { repository: url, pods },
  ],
  [{ is: 'idle', minutes: 30, pods }, 'Stop idle sessions', '/stop-idle', { minutes: 30, pods }],
])('asks in words, and of the engine', (ask, title, path, input) => {
  expect(stopTitle(ask)).toBe(title)
  expect(stopRequest('srv', ask)).toEqual({ path: `/api/servers/srv/sessions${path}`, input })
})
