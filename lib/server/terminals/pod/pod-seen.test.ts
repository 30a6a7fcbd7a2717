import { expect, it } from 'vitest'
import { demandRunning, type PodSeen } from './pod-seen.ts'

const running = { running: { startedAt: 'x' } }
const pod = (changes: Partial<PodSeen> = {}): PodSeen => ({
  metadata: { uid: 'u' },
  spec: { containers: [{ name: 'notebook' }, { name: 'proxy' }] },
  status: {
    containerStatuses: [
      { name: 'notebook', state: running },
      { name: 'proxy', state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } } },
    ],
  },
  ...changes,
})

it('takes the container that was named, else the one that the pod names, else the first', () => {
  expect(demandRunning(pod(), null)).toBe('notebook')
  expect(demandRunning(pod(), 'notebook')).toBe('notebook')
  const favourite = { uid: 'u', annotations: { 'kubectl.kubernetes.io/default-container': 'sidecar' } }
  expect(demandRunning(pod({ metadata: favourite }), null)).toBe('notebook')
  const both = {
    containerStatuses: [
      { name: 'notebook', state: running },
      { name: 'proxy', state: running },
    ],
  }
  const proxy = { uid: 'u', annotations: { 'kubectl.kubernetes.io/default-container': 'proxy' } }
  expect(demandRunning(pod({ metadata: proxy, status: both }), null)).toBe('proxy')
})

it('names those that there are where one is not, and says why one does not run', () => {
  expect(() => demandRunning(pod(), 'nope')).toThrow(
    expect.objectContaining({ code: 'not_found', hint: 'It has notebook, proxy.', field: 'container' }),
  )
  expect(() => demandRunning(pod(), 'proxy')).toThrow(
    expect.objectContaining({ code: 'conflict', said: 'CrashLoopBackOff: back-off' }),
  )
  expect(() => demandRunning(pod({ status: undefined }), null)).toThrow(
    expect.objectContaining({ code: 'conflict', said: 'not started yet' }),
  )
  const ended = { containerStatuses: [{ name: 'notebook', state: { terminated: { reason: 'OOMKilled' } } }] }
  expect(() => demandRunning(pod({ status: ended }), null)).toThrow(
    expect.objectContaining({ said: 'OOMKilled' }),
  )
})
