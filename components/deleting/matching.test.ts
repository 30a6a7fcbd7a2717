import { expect, it } from 'vitest'
import { nameMatcher } from '../../lib/shared/name-matcher.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { matching } from './matching.ts'

const rows = [
  examplePod('jupyter-bob', {
    labels: { component: 'singleuser-server' },
    repository: { url: 'https://github.com/robolab/ros2', ref: 'main' },
  }),
  examplePod('jupyter-ada'),
  examplePod('jupyter-eve', { uid: 'elsewhere', namespace: 'other' }),
  examplePod('hub-1'),
]

it('takes one namespace alone, each by its uid', () => {
  expect(matching(rows, 'Pod', 'binder', nameMatcher('text', 'jupyter-'))).toEqual([
    {
      object: { kind: 'Pod', namespace: 'binder', name: 'jupyter-ada', uid: 'jupyter-ada' },
      what: 'Running',
    },
    {
      object: { kind: 'Pod', namespace: 'binder', name: 'jupyter-bob', uid: 'jupyter-bob' },
      what: 'session on robolab/ros2',
    },
  ])
  expect(matching(rows, 'Pod', 'other', nameMatcher('text', 'jupyter-'))).toHaveLength(1)
})

it('the database of the hub is in no pattern', () => {
  const claims = [examplePod('hub-db-dir'), examplePod('claim-ada')]
  expect(
    matching(claims, 'PersistentVolumeClaim', 'binder', nameMatcher('glob', '*')).map(
      ({ object }) => object.name,
    ),
  ).toEqual(['claim-ada'])
})

it('a pattern that is none matches nothing', () => {
  expect(matching(rows, 'Pod', 'binder', nameMatcher('regex', '('))).toEqual([])
  expect(matching(rows, 'Pod', 'binder', nameMatcher('text', ''))).toEqual([])
})
