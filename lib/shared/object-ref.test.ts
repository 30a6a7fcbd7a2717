import { expect, test } from 'vitest'
import {
  apiVersionOf,
  isObjectKind,
  type ObjectName,
  objectPath,
  objectsPath,
  objectText,
  readObjectText,
} from './object-ref.ts'

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

test.each<ObjectName>([
  { kind: 'Pod', namespace: 'binder', name: 'jupyter-robolab-2dros2---4c1e9a07' },
  { kind: 'Node', namespace: null, name: 'binder-01.lab.example.org' },
  { kind: 'Secret', namespace: 'binder', name: 'sh.helm.release.v1.binder.v1' },
])('$kind $name is named by a text, and read from it', (object) => {
  expect(readObjectText(objectText(object))).toEqual(object)
})

test.each([
  '',
  'Pod',
  'Pod/binder',
  'Pod//hub',
  'Pod/binder/hub/x',
  'Node/binder/node',
  'Pod/../hub',
  'Pod/binder/hub,metadata.namespace=x',
  'Pod/binder/hub?x=1',
  'Pod/binder/-hub',
  'constructor/a/b',
  `Pod/binder/${'x'.repeat(254)}`,
])('%j names no object', (text) => expect(readObjectText(text)).toBeNull())

test('objects say of which version they are', () => {
  expect(apiVersionOf('Pod')).toBe('v1')
  expect(apiVersionOf('StorageClass')).toBe('storage.k8s.io/v1')
})
