import { expect, it } from 'vitest'
import { countedObjects, kindName } from './kind-name.ts'

it('calls kinds as people do', () => {
  expect(kindName('Pod')).toBe('pod')
  expect(kindName('DaemonSet')).toBe('daemon set')
  expect(kindName('PersistentVolumeClaim')).toBe('claim')
  expect(kindName('PersistentVolume')).toBe('volume')
})

it('counts objects of one kind by its name, and of several as objects', () => {
  expect(countedObjects([{ kind: 'Pod' }])).toBe('1 pod')
  expect(countedObjects([{ kind: 'PersistentVolumeClaim' }, { kind: 'PersistentVolumeClaim' }])).toBe(
    '2 claims',
  )
  expect(countedObjects([{ kind: 'StorageClass' }, { kind: 'StorageClass' }])).toBe('2 storage classes')
  expect(countedObjects([{ kind: 'Pod' }, { kind: 'Job' }])).toBe('2 objects')
})
