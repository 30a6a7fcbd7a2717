import { expect, it } from 'vitest'
import { sourceLabels } from './source-labels.ts'

const labels = (...names: string[]): string[] =>
  sourceLabels(
    names.map((name) => {
      const [pod = '', container = ''] = name.split('/')
      return { namespace: 'binder', pod, uid: pod, container }
    }),
  ).map(({ label }) => label)

it('names what differs', () => {
  expect(labels('hub-7d-abc/hub', 'hub-7d-abc/sidecar')).toEqual(['hub', 'sidecar'])
  expect(labels('user-scheduler-5f-aaa/x', 'user-scheduler-5f-bbb/x')).toEqual(['aaa', 'bbb'])
  expect(labels('a-1/x', 'a-2/y')).toEqual(['1/x', '2/y'])
  expect(labels('hub-1/hub')).toEqual(['hub'])
})
