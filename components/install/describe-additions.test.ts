import { expect, test } from 'vitest'
import { describeAdditions } from './describe-additions.ts'

test('what is of one kind stands together', () => {
  expect(
    describeAdditions([
      { kind: 'namespace', name: 'binder' },
      { kind: 'storage-class', name: 'a' },
      { kind: 'storage-class', name: 'b' },
      { kind: 'repository', name: 'x' },
      { kind: 'repository', name: 'y' },
    ]),
  ).toEqual([
    { kind: 'namespace', names: ['binder'] },
    { kind: 'storage classes', names: ['a', 'b'] },
    { kind: 'Helm repositories', names: ['x', 'y'] },
  ])
})
