import { describe, expect, it, test } from 'vitest'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { createArranger, isHead } from '../tables/arrange.ts'
import { csvOfRows } from '../tables/save-csv.ts'
import { plainView, type TableView } from '../tables/table-view.ts'
import { healthOfPod } from './pod-health.ts'
import { podKind, unmeasuredPodKind } from './pod-kind.tsx'
import type { PodLine } from './pod-line.ts'

const pod = (name: string, more: Partial<PodLine> = {}): PodLine => ({
  ...examplePod(name),
  usage: null,
  ...more,
})
const arranged = (pods: PodLine[], view: Partial<TableView> = {}) =>
  createArranger(podKind).arrange(pods, { ...plainView(podKind), ...view })
const names = (pods: PodLine[], view: Partial<TableView> = {}) =>
  arranged(pods, view)
    .shown.map(({ name }) => name)
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

  it.each([
    ['restarts', 'b-crashes a-crashes again lost starts through waits well'],
    ['name', 'a-crashes again b-crashes lost starts through waits well'],
    ['ready', 'a-crashes again b-crashes starts waits lost through well'],
  ])('can be that of %s', (sort, expected) => {
    expect(names(pods, { sort })).toBe(expected)
  })

  it('has the newest first by age', () => {
    const two = [pod('old', { createdAt: 1 }), pod('new', { createdAt: 2 })]
    expect(names(two, { sort: 'age' })).toBe('new old')
  })
})

describe('the search', () => {
  const pods = [
    pod('hub-1', { labels: { app: 'jupyterhub', component: 'hub' } }),
    pod('hub-2', { namespace: 'other', status: 'ErrImagePull' }),
    pod('proxy', { node: null, repository: { url: 'https://github.com/lab/ros2', ref: 'main' } }),
  ]

  it.each<[Partial<TableView>, string]>([
    [{ namespace: 'binder' }, 'hub-1 proxy'],
    [{ text: 'HUB' }, 'hub-1 hub-2'],
    [{ text: ' hub  errimage ' }, 'hub-2'],
    [{ text: 'binder-01' }, 'hub-1 hub-2'],
    [{ text: 'lab/ros2' }, 'proxy'],
    [{ text: 'label:component in (hub, proxy)' }, 'hub-1'],
    [{ namespace: 'binder', text: 'hub' }, 'hub-1'],
    [{ namespace: 'gone' }, ''],
    [{ group: 'binderhub' }, 'hub-1'],
  ])('%o', (view, expected) => {
    expect(names(pods, { sort: 'name', ...view })).toBe(expected)
  })
})

test('pods stand in groups, counted as the search leaves them, and alone where one group is chosen', () => {
  const pods = [
    pod('calico'),
    pod('jupyter-1', { labels: { component: 'singleuser-server' } }),
    pod('jupyter-2', { labels: { component: 'singleuser-server' }, status: 'Error' }),
  ]
  const told = (view: Partial<TableView>) =>
    arranged(pods, view).lines.map((line) => (isHead(line) ? `${line.head.label} ${line.rows}` : line.name))
  expect(told({})).toEqual(['People 2', 'jupyter-2', 'jupyter-1', 'System 1', 'calico'])
  expect(told({ text: 'jupyter-1' })).toEqual(['People 1', 'jupyter-1'])
  expect(told({ group: 'people' })).toEqual(['jupyter-2', 'jupyter-1'])
  expect(arranged(pods, { group: 'people' }).counts).toEqual(
    new Map([
      ['system', 1],
      ['people', 2],
    ]),
  )
})

test('who uses most comes first, and a file has numbers', () => {
  const using = (name: string, memoryBytes: number) =>
    pod(name, { usage: { key: name, cpuMilli: 250, memoryBytes, at: 2 } })
  const pods = [using('little', 5e6), pod('unknown'), using('much', 2e9)]
  expect(names(pods, { sort: 'memory' })).toBe('much little unknown')
  const columns = podKind.columns.filter(({ id }) => ['name', 'cpu', 'memory'].includes(id))
  expect(csvOfRows(columns, pods.slice(0, 2))).toContain('little,0.25,5000000\r\nunknown,,')
  expect(unmeasuredPodKind.columns.map(({ id }) => id)).not.toContain('memory')
})

test('a file has what the columns say, and moments for ages', () => {
  const columns = podKind.columns.filter(({ id }) => ['name', 'restarts', 'age'].includes(id))
  const file = csvOfRows(columns, [
    pod('=1+1', { restarts: 2, createdAt: 0 }),
    pod('hub', { createdAt: 1000 }),
  ])
  expect(file).toBe("\uFEFFName,Restarts,Age\r\n'=1+1,2,\r\nhub,0,1970-01-01T00:00:01.000Z\r\n")
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
