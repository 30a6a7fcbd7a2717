import { expect, it } from 'vitest'
import type { PodRow } from '../../../shared/pod-row.ts'
import { examplePod } from '../../../testing/example-pod.ts'
import { podsBlast } from './pods-blast.ts'

const part = (name: string, component: string, more: Partial<PodRow> = {}) =>
  examplePod(name, {
    labels: { component, 'pod-template-hash': '5d' },
    owner: { kind: 'ReplicaSet', name: `${component}-5d` },
    ...more,
  })
const session = (name: string, repository = 'ros2') =>
  examplePod(name, {
    labels: { component: 'singleuser-server' },
    repository: { url: `https://github.com/robolab/${repository}`, ref: 'main' },
  })
const build = (name: string, more: Partial<PodRow> = {}) =>
  examplePod(name, {
    labels: { component: 'binderhub-build' },
    repository: { url: 'https://github.com/robolab/gazebo', ref: 'main' },
    ...more,
  })

const hub = part('hub-5d-1', 'hub')
const proxy = part('proxy-5d-1', 'proxy')
const binder = part('binder-5d-1', 'binder')
const dind = part('binder-dind-x', 'image-builder', { owner: { kind: 'DaemonSet', name: 'binder-dind' } })
const people = [session('a'), session('b'), session('c', 'intro')]
const all = [hub, proxy, binder, dind, ...people, build('build-1')]

it('counts people and their repositories, and says what stays', () => {
  const blast = podsBlast([people[0]!, people[2]!], all)
  expect(blast.size).toMatchObject({ people: 2, builds: 0, disconnected: 0 })
  expect(blast.brief).toEqual(['2 people lose their session now'])
  expect(blast.breaks).toEqual([
    '2 people lose their session on robolab/ros2 and robolab/intro, and all that was not saved elsewhere.',
  ])
  expect(blast.keeps).toEqual(['hub, proxy, binder and builder untouched', 'the sessions of 1 other person'])
  expect(blast.restarts).toEqual([])
})

it('a person whose session has ended, or is being ended already, loses nothing by it', () => {
  const ended = { ...people[0]!, phase: 'Succeeded' }
  const ending = { ...people[1]!, deletingAt: 5 }
  const blast = podsBlast([ended, ending], [ended, ending])
  expect(blast.size).toMatchObject({ people: 0 })
  expect(blast.breaks).toEqual([])
  expect(blast.keeps).toEqual(['2 of them have ended already: only their logs go'])
})

it.each([
  [
    hub,
    /^Nobody can launch.*The 3 people on it notice nothing\.$/,
    { 'binder/hub': 1 },
    'Deployment hub makes a new one',
  ],
  [
    binder,
    /^The BinderHub page does not answer/,
    { 'binder/binder': 1 },
    'Deployment binder makes a new one',
  ],
  [
    proxy,
    /^3 people are disconnected/,
    { 'binder/proxy': 1, disconnected: 3 },
    'Deployment proxy makes a new one',
  ],
  [
    dind,
    /^1 build on its node fails/,
    { 'binder/builder': 1, builds: 1 },
    'DaemonSet binder-dind makes a new one',
  ],
])('$name: what it breaks, and who makes a new one', (pod, words, size, maker) => {
  const blast = podsBlast([pod], all)
  expect(blast.breaks).toHaveLength(1)
  expect(blast.breaks[0]).toMatch(words)
  expect(blast.size).toMatchObject({ people: 0, ...size })
  expect(blast.restarts).toEqual([maker])
})

it('a build elsewhere does not need the builder of this node', () => {
  const elsewhere = build('build-2', { node: 'other' })
  expect(podsBlast([dind], [dind, elsewhere]).size).toMatchObject({ builds: 0 })
})

it('one of two that are the same breaks nothing while the other is ready', () => {
  const [one, two] = [
    part('user-scheduler-5d-1', 'user-scheduler'),
    part('user-scheduler-5d-2', 'user-scheduler'),
  ]
  const blast = podsBlast([one], [one, two])
  expect(blast.breaks).toEqual([])
  expect(blast.keeps).toEqual(['user-scheduler goes on: 1 other one is ready'])
  expect(podsBlast([one], [one, { ...two, ready: { is: 0, of: 1 } }]).breaks).toEqual([
    'New sessions wait until the new one is ready, about half a minute.',
  ])
  expect(podsBlast([one, two], [one, two]).restarts).toEqual(['Deployment user-scheduler makes 2 new ones'])
})

it('a bare pod is not made again, and that is said', () => {
  const bare = examplePod('by-hand')
  expect(podsBlast([bare], [bare])).toMatchObject({
    forGood: true,
    breaks: ['by-hand: nothing makes it again.'],
    brief: ['nothing makes this pod again'],
  })
})

it('of the system: what it is needed for, where that is known', () => {
  const system = (name: string) =>
    examplePod(`${name}-5d-x`, {
      namespace: 'kube-system',
      labels: { 'pod-template-hash': '5d' },
      owner: { kind: 'ReplicaSet', name: `${name}-5d` },
    })
  const [dns, unknown] = [system('coredns'), system('dashboard')]
  expect(podsBlast([dns], [dns]).breaks).toEqual([
    'Names are not found inside the cluster: launches, builds and downloads may fail until the new one is ready, about half a minute.',
  ])
  expect(podsBlast([dns], [dns]).size).toMatchObject({ 'kube-system/coredns': 1 })
  expect(podsBlast([unknown], [unknown]).breaks).toEqual([])
})

it('where nothing comes back by itself, it says until when and promises no new one', () => {
  const blast = podsBlast([hub], all, { until: 'until the release is upgraded' })
  expect(blast.breaks[0]).toContain('until the release is upgraded')
  expect(blast.restarts).toEqual([])
})
