import { describe, expect, it, test } from 'vitest'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { examplePod as pod } from '../../lib/testing/example-pod.ts'
import { healthOfPod } from './pod-health.ts'
import { namespacesOf, type PodView, plainView, podsInView, readView, viewQuery } from './pod-list.ts'

const names = (pods: PodRow[], view: Partial<PodView> = {}) =>
  podsInView(pods, { ...plainView, ...view })
    .map(({ name }) => name)
    .join(' ')

describe('the order', () => {
  const pods = [
    pod('well'),
    pod('through', { status: 'Completed', phase: 'Succeeded' }),
    pod('starts', { status: 'ContainerCreating', ready: { is: 0, of: 1 }, phase: 'Pending' }),
    pod('waits', { status: 'Pending', ready: { is: 0, of: 1 }, phase: 'Pending' }),
    pod('b-crashes', { status: 'CrashLoopBackOff', ready: { is: 0, of: 1 }, restarts: 7 }),
    pod('a-crashes', { status: 'CrashLoopBackOff', ready: { is: 0, of: 1 }, restarts: 3 }),
    pod('lost', { status: 'Unknown' }),
    pod('again', { ready: { is: 0, of: 1 }, restarts: 2 }),
  ]

  it('is worst first, and by name inside', () => {
    expect(names(pods)).toBe('a-crashes b-crashes lost again waits starts well through')
  })

  it('is turned round, and by name inside all the same', () => {
    expect(names(pods, { reversed: true })).toBe('through well starts waits again lost a-crashes b-crashes')
  })

  it.each<[PodView['sort'], string]>([
    ['restarts', 'b-crashes a-crashes again lost starts through waits well'],
    ['name', 'a-crashes again b-crashes lost starts through waits well'],
    ['ready', 'a-crashes again b-crashes starts waits lost through well'],
  ])('can be that of %s', (sort, expected) => {
    expect(names(pods, { sort })).toBe(expected)
  })

  it('has the newest first by age', () => {
    expect(names([pod('old', { createdAt: 1 }), pod('new', { createdAt: 2 })], { sort: 'age' })).toBe(
      'new old',
    )
  })

  it('does not touch the rows it was given', () => {
    const given = Object.freeze([pod('b'), pod('a')])
    expect(names([...given])).toBe('a b')
    expect(given.map(({ name }) => name)).toEqual(['b', 'a'])
  })
})

describe('the filter', () => {
  const pods = [
    pod('hub-1'),
    pod('hub-2', { namespace: 'other', status: 'ErrImagePull' }),
    pod('proxy', { node: null }),
  ]

  it.each<[Partial<PodView>, string]>([
    [{ namespace: 'binder' }, 'hub-1 proxy'],
    [{ text: 'HUB' }, 'hub-2 hub-1'],
    [{ text: ' hub  errimage ' }, 'hub-2'],
    [{ text: 'binder-01' }, 'hub-2 hub-1'],
    [{ namespace: 'binder', text: 'hub' }, 'hub-1'],
    [{ namespace: 'gone' }, ''],
  ])('%o', (view, expected) => {
    expect(names(pods, view)).toBe(expected)
  })

  it('knows which namespaces there are', () => {
    expect(namespacesOf(pods)).toEqual([
      { name: 'binder', pods: 2 },
      { name: 'other', pods: 1 },
    ])
  })
})

test.each<[PodView, string]>([
  [plainView, ''],
  [
    { namespace: 'binder', text: 'a&b c', sort: 'age', reversed: true },
    '?ns=binder&q=a%26b+c&sort=age&order=reversed',
  ],
])('a view stands in the address: %o', (view, query) => {
  expect(viewQuery(view)).toBe(query)
  expect(readView(new URLSearchParams(query))).toEqual(view)
})

test('an address that says nonsense is the plain view', () => {
  expect(readView(new URLSearchParams('sort=constructor&order=x&ns='))).toEqual(plainView)
})

test.each([
  ['ImagePullBackOff', 'fail'],
  ['Init:CrashLoopBackOff', 'fail'],
  ['Init:Error', 'fail'],
  ['CreateContainerConfigError', 'fail'],
  ['Evicted', 'fail'],
  ['OOMKilled', 'fail'],
  ['Init:0/2', 'work'],
  ['PodInitializing', 'work'],
  ['Terminating', 'work'],
  ['SchedulingGated', 'wait'],
])('%s is %s', (status, health) => {
  expect(healthOfPod(pod('p', { status, ready: { is: 0, of: 1 } }))).toBe(health)
})
