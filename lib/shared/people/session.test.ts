import { describe, expect, it } from 'vitest'
import { examplePod } from '../../testing/example-pod.ts'
import { type HubSessionRow, sessionKey } from '../hub-session-row.ts'
import type { PodRow } from '../pod-row.ts'
import { buildStatus, buildsOf } from './builds.ts'
import { byRepository } from './by-repository.ts'
import { isLivingSession, type Session, sessionsOf } from './session.ts'
import { sessionStatus } from './session-status.ts'

const MINUTE = 60_000
const NOW = 1_000 * MINUTE
const labels = { component: 'singleuser-server' }

function person(name: string, more: Partial<PodRow> = {}): PodRow {
  return examplePod(`jupyter-${name}`, {
    labels,
    session: { person: name, server: '' },
    createdAt: NOW - 60 * MINUTE,
    repository: { url: 'https://github.com/robolab/ros2-intro', ref: 'main' },
    ...more,
  })
}

function known(name: string, more: Partial<HubSessionRow> = {}): [string, HubSessionRow] {
  const key = sessionKey('binder', name, '')
  const times = { startedAt: NOW - 60 * MINUTE, lastActivityAt: NOW - MINUTE }
  return [key, { key, namespace: 'binder', person: name, server: '', state: 'ready', ...times, ...more }]
}

const only = (pod: PodRow, ...rows: [string, HubSessionRow][]): Session => {
  const [session] = sessionsOf([pod], new Map(rows))
  if (!session) throw new Error('it is no session')
  return session
}
const word = (session: Session, hubAnswers = true) => {
  const { kind, word } = sessionStatus(session, { now: NOW, hubAnswers })
  return `${kind}: ${word}`
}

it('finds the sessions among the pods, with what the hub and the metrics know', () => {
  const pods = [person('ann'), examplePod('hub-7d', { labels: { component: 'hub' } }), person('bob')]
  const sessions = sessionsOf(pods, new Map([known('ann')]), ({ name }) =>
    name === 'jupyter-ann' ? 5 : null,
  )
  expect(sessions.map(({ pod, hub, memoryBytes }) => [pod.name, hub?.person, memoryBytes])).toEqual([
    ['jupyter-ann', 'ann', 5],
    ['jupyter-bob', undefined, null],
  ])
})

it('leaves to the hub what the hub can still stop', () => {
  expect(isLivingSession(person('ann'))).toBe(true)
  expect(isLivingSession(person('ann', { phase: 'Failed' }))).toBe(false)
  expect(isLivingSession(person('ann', { deletingAt: NOW }))).toBe(false)
  expect(isLivingSession(examplePod('hub-7d'))).toBe(false)
  expect(isLivingSession(undefined)).toBe(false)
})

describe('how a session is', () => {
  it.each<[string, string, Partial<PodRow>, Partial<HubSessionRow>?]>([
    ['somebody works', 'ok: Running', {}],
    ['nobody was there for a while', 'ok: Idle 41 min', {}, { lastActivityAt: NOW - 41 * MINUTE }],
    ['it was never used', 'ok: Idle 1 h', {}, { lastActivityAt: null }],
    ['it starts', 'work: Starting 6 s', { ready: { is: 0, of: 1 }, createdAt: NOW - 6_000 }],
    [
      'there is no GPU',
      'wait: No free GPU 40 s',
      {
        node: null,
        phase: 'Pending',
        message: '0/1 nodes are available: 1 Insufficient nvidia.com/gpu.',
        createdAt: NOW - 40_000,
        ready: { is: 0, of: 1 },
      },
    ],
    ['it is being stopped', 'work: Stopping', { deletingAt: NOW }],
    ['the hub stops it', 'work: Stopping', {}, { state: 'stopping' }],
    ['its image is gone', 'fail: Image cannot be pulled', { status: 'ImagePullBackOff' }],
    ['it crashes', 'fail: Crashed 6 times', { status: 'CrashLoopBackOff', restarts: 6 }],
    ['it was thrown out', 'fail: Evicted', { status: 'Evicted', phase: 'Failed' }],
    ['it was restarted', 'warn: Restarted 1×', { restarts: 1 }],
    [
      'it reached its limit',
      'warn: Out of memory 2×',
      { restarts: 2, lastEnd: { container: 'notebook', reason: 'OOMKilled', exitCode: 137, at: NOW } },
    ],
  ])('says when %s', (_when, says, pod, row = {}) => {
    expect(word(only(person('ann', pod), known('ann', row)))).toBe(says)
  })

  it('calls an orphan only what the hub would know, and was asked about', () => {
    expect(word(only(person('ann')))).toBe('warn: Orphan')
    expect(word(only(person('ann')), false)).toBe('ok: Running')
    expect(word(only(person('ann', { createdAt: NOW - MINUTE })))).toBe('ok: Running')
  })
})

it('puts together who shares a repository, most people and longest idle first', () => {
  const other = { repository: { url: 'https://gitlab.com/lab/arms', ref: 'dev' } }
  const pods = [person('ann'), person('bob', other), person('eve'), person('new', { repository: null })]
  const rows = [known('ann'), known('eve', { lastActivityAt: NOW - 90 * MINUTE }), known('bob')]
  const groups = byRepository(sessionsOf(pods, new Map(rows)))
  expect(
    groups.map(({ name, sessions }) => [name, ...sessions.map(({ pod }) => pod.session?.person)]),
  ).toEqual([
    ['robolab/ros2-intro', 'eve', 'ann'],
    ['', 'new'],
    ['gitlab.com/lab/arms', 'bob'],
  ])
})

it('lists builds, newest first, with how far they are', () => {
  const build = (name: string, more: Partial<PodRow>) =>
    examplePod(name, { labels: { component: 'binderhub-build' }, ...more })
  const pods = [
    build('a', { createdAt: NOW - 134_000 }),
    build('b', { createdAt: NOW - 3_000, phase: 'Pending', status: 'ContainerCreating' }),
    build('c', { createdAt: NOW - 200_000, phase: 'Failed', status: 'Error' }),
    person('ann'),
  ]
  expect(buildsOf(pods).map((pod) => [pod.name, buildStatus(pod, NOW).word])).toEqual([
    ['b', 'Waiting 3 s'],
    ['a', 'Building 2 min'],
    ['c', 'Build failed'],
  ])
})
