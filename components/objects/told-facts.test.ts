import { expect, it } from 'vitest'
import { addressesOf, annotationsOf, replacingOf, taintsOf, tolerationsOf } from './told-facts.ts'

it('tells annotations that somebody wrote', () => {
  const annotations = {
    'binder-repo': 'https://github.com/robolab/ros2-intro',
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
  }
  expect(annotationsOf({ metadata: { annotations } })).toEqual([
    ['binder-repo', 'https://github.com/robolab/ros2-intro'],
  ])
  expect(annotationsOf({})).toEqual([])
})

it('tells what a node refuses, and what a pod bears all the same', () => {
  const taints = [
    { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
    { key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' },
  ]
  expect(taintsOf({ spec: { taints } })).toEqual([
    'node.kubernetes.io/unschedulable:NoSchedule',
    'hub.jupyter.org/dedicated=user:NoSchedule',
  ])
  const tolerations = [
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    { key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' },
    { operator: 'Exists' },
  ]
  expect(tolerationsOf({ spec: { tolerations } })).toEqual([
    'hub.jupyter.org/dedicated=user:NoSchedule',
    'everything',
  ])
})

it('tells the addresses of a node', () => {
  const addresses = [
    { type: 'InternalIP', address: '10.0.0.4' },
    { type: 'Hostname', address: 'binder-01' },
  ]
  expect(addressesOf({ status: { addresses } })).toEqual(['InternalIP 10.0.0.4', 'Hostname binder-01'])
})

it('tells how pods are replaced', () => {
  const rollingUpdate = { maxUnavailable: '25%', maxSurge: '25%' }
  expect(replacingOf({ spec: { strategy: { type: 'Recreate' } } })).toBe('Recreate')
  expect(replacingOf({ spec: { strategy: { type: 'RollingUpdate', rollingUpdate } } })).toBe(
    'RollingUpdate, at most 25% missing, 25% more',
  )
  expect(
    replacingOf({
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } },
    }),
  ).toBe('RollingUpdate, at most 1 missing')
  expect(replacingOf({ spec: {} })).toBe('')
})
