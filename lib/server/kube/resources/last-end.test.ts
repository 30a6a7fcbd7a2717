import { expect, it } from 'vitest'
import { lastEndOf } from './last-end.ts'

const killed = { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-11-27T13:58:31Z' }
const well = { exitCode: 0, reason: 'Completed', finishedAt: '2026-11-27T14:58:31Z' }

it('tells the newest end of any container, also of one that runs again', () => {
  const before = { ...killed, finishedAt: '2026-11-27T13:00:00Z' }
  const pod = {
    metadata: {},
    status: {
      containerStatuses: [
        { name: 'side', lastState: { terminated: before } },
        { name: 'notebook', state: { running: {} }, lastState: { terminated: killed } },
      ],
    },
  }
  expect(lastEndOf(pod)).toEqual({
    container: 'notebook',
    reason: 'OOMKilled',
    exitCode: 137,
    at: Date.parse('2026-11-27T13:58:31Z'),
  })
})

it('says nothing of an init container that did what it had to', () => {
  expect(
    lastEndOf({
      metadata: {},
      status: { initContainerStatuses: [{ name: 'i', state: { terminated: well } }] },
    }),
  ).toBeNull()
})

it('keeps an end of which Kubernetes does not know when it was', () => {
  const lost = { exitCode: 137, reason: 'ContainerStatusUnknown' }
  expect(
    lastEndOf({ metadata: {}, status: { containerStatuses: [{ name: 'c', state: { terminated: lost } }] } }),
  ).toMatchObject({ at: null, exitCode: 137 })
})

it('takes a pod without a status', () => {
  expect(lastEndOf({ metadata: {} })).toBeNull()
})
