import { expect, it } from 'vitest'
import { wholeObject } from './whole-object.ts'

const metadata = { uid: 'u', name: 'hub', namespace: 'binder', resourceVersion: '9' }

it('follows one object by its name, and says of what kind it is', () => {
  const resource = wholeObject({ kind: 'Deployment', namespace: 'binder', name: 'hub' })
  expect(resource.path).toBe('/apis/apps/v1/namespaces/binder/deployments')
  expect(resource.fieldSelector).toBe('metadata.name=hub')
  const row = resource.project({ metadata, spec: { replicas: 1 } } as never)
  expect(row).toEqual({
    uid: 'u',
    resourceVersion: '9',
    object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 1 } },
    hidden: 0,
  })
  expect(Object.keys(row.object).slice(0, 3)).toEqual(['apiVersion', 'kind', 'metadata'])
})

it('looks for what belongs to no namespace everywhere', () => {
  expect(wholeObject({ kind: 'Node', namespace: null, name: 'binder-01' }).path).toBe('/api/v1/nodes')
})
