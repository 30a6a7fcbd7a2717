import { expect, test } from 'vitest'
import { isObjectKind, objectPath, objectsPath } from './object-ref.ts'

test('an object is found where the API has it', () => {
  expect(objectPath({ kind: 'Pod', namespace: 'binder', name: 'hub-7d' })).toBe(
    '/api/v1/namespaces/binder/pods/hub-7d',
  )
  expect(objectPath({ kind: 'Deployment', namespace: 'binder', name: 'hub' })).toBe(
    '/apis/apps/v1/namespaces/binder/deployments/hub',
  )
  expect(objectPath({ kind: 'Node', namespace: 'ignored', name: 'teach-02' })).toBe('/api/v1/nodes/teach-02')
  expect(objectsPath('Job', null)).toBe('/apis/batch/v1/jobs')
})

test('a name cannot lead anywhere else', () => {
  expect(objectPath({ kind: 'Pod', namespace: '../kube-system', name: 'a?b/../c#d' })).toBe(
    '/api/v1/namespaces/..%2Fkube-system/pods/a%3Fb%2F..%2Fc%23d',
  )
})

test('only kinds are kinds', () => {
  expect(isObjectKind('Pod')).toBe(true)
  expect(isObjectKind('constructor')).toBe(false)
  expect(isObjectKind('Pods')).toBe(false)
})
