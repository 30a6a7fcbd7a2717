import { describe, expect, test } from 'vitest'
import type { HealthCause, HealthCheck, HealthPart, HealthRow } from '../../lib/shared/health-row.ts'
import { healthRow } from '../../lib/testing/health-row.ts'
import { healthTruth } from './health-truth.ts'

const now = new Date(2026, 10, 17, 9, 48).getTime()
const minute = 60_000
const at0214 = new Date(2026, 10, 17, 2, 14).getTime()

function broken(part: HealthPart, cause: HealthCause | null, change: Partial<HealthCheck> = {}): HealthCheck {
  return { part, state: 'failed', evidence: 'seen', cause, since: at0214, ...change }
}

function told(checks: HealthCheck[], change: Partial<HealthRow> = {}): string {
  const truth = healthTruth(healthRow({ at: now, checks, ...change }), now)
  return truth === null ? '' : `${truth.kind}: ${truth.lead} ${truth.more}`.trim()
}

describe('what is true of a BinderHub', () => {
  test.each<[string, Partial<HealthRow>, string]>([
    ['14 people', { people: 14 }, 'ok: Everything works. 14 people are on it.'],
    ['one', { people: 1 }, 'ok: Everything works. One person is on it.'],
    ['nobody', { people: 0 }, 'ok: Everything works. Nobody is on it.'],
    ['nobody counted', { people: null }, 'ok: Everything works.'],
    ['below its quota', { people: 49, quota: 50 }, 'ok: Everything works. 49 people are on it.'],
    [
      'full',
      { people: 50, quota: 50 },
      'warn: It is full: 50 of 50 people are on it. The next one can launch when somebody leaves, or when the quota is raised.',
    ],
  ])('well: %s', (_, change, sentence) => {
    expect(told([], change)).toBe(sentence)
  })

  test.each<[string, HealthCheck[], string]>([
    [
      'the hub restarts',
      [broken('hub', { is: 'restarting', times: 6, said: 'line 3 of your banner is not valid Python' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The hub restarts in a loop, 6 times so far: line 3 of your banner is not valid Python.',
    ],
    [
      'the hub was switched off before Bindery looked',
      [broken('hub', { is: 'scaled-to-zero' }, { since: null })],
      'fail: Nobody can launch. The 9 people already on it notice nothing. The hub is switched off: somebody scaled it to 0.',
    ],
    [
      'the hub starts',
      [broken('hub', { is: 'starting', said: '' }, { state: 'starting', since: now - 12_000 })],
      'work: Nobody can launch at this moment. The 9 people already on it notice nothing. The hub has been starting for 12 s.',
    ],
    [
      'the hub runs out of memory',
      [broken('hub', { is: 'out-of-memory', times: 1 })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The hub runs out of memory again and again, once so far.',
    ],
    [
      'the hub is silent',
      [broken('hub', { is: 'silent', said: 'no answer within 4 s' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The hub does not answer.',
    ],
    [
      'BinderHub has no image',
      [broken('binder', { is: 'image', said: 'toomanyrequests' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The image of BinderHub cannot be pulled: toomanyrequests.',
    ],
    [
      'BinderHub has no room',
      [broken('binder', { is: 'unschedulable', said: '0/1 nodes are available: Insufficient memory.' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. No node has room for BinderHub: 0/1 nodes are available: Insufficient memory.',
    ],
    [
      'the proxy is gone, and with it the way to the hub',
      [broken('proxy', { is: 'scaled-to-zero' }), broken('hub', { is: 'silent', said: 'x' })],
      'fail: Nobody can reach it since 02:14. The 9 people on it are cut off. The proxy is switched off: somebody scaled it to 0.',
    ],
    [
      'the API is down',
      [broken('api', { is: 'silent', said: 'refused' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The Kubernetes API does not answer.',
    ],
    [
      'the API is down, and the proxy could not be asked',
      [broken('api', { is: 'silent', said: 'refused' }), broken('proxy', null, { state: 'unknown' })],
      'fail: Nobody can launch since 02:14. What the 9 people already on it notice is not known. The Kubernetes API does not answer.',
    ],
    [
      'the node is away',
      [broken('node', { is: 'not-ready', said: 'Kubelet stopped posting node status.' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The node is not ready: Kubelet stopped posting node status.',
    ],
    [
      'the disk is full',
      [broken('node', { is: 'pressure', of: 'disk' })],
      "fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The node's disk is full: Kubernetes removes pods and starts no new ones.",
    ],
    [
      'the node was cordoned by the image cleaner',
      [broken('node', { is: 'cordoned', by: 'image-cleaner' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The image cleaner keeps new pods off the node while it makes room.',
    ],
    [
      'the registry refuses',
      [broken('registry', { is: 'silent', said: 'refused' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. BinderHub does not get into the registry.',
    ],
    [
      'the scheduler is away',
      [broken('scheduler', { is: 'scaled-to-zero' })],
      'fail: Nobody can launch since 02:14. The 9 people already on it notice nothing. The scheduler of sessions is switched off: somebody scaled it to 0.',
    ],
    [
      'the builder is away',
      [broken('builder', { is: 'restarting', times: 4, said: 'exit code 1' })],
      'warn: What was built before launches; nothing new can be built since 02:14. 9 people are on it. The image builder restarts in a loop, 4 times so far: exit code 1.',
    ],
    [
      'one thing could not be asked',
      [broken('registry', null, { state: 'unknown' })],
      'unk: What Bindery could ask works. 9 people are on it. Not known: the registry.',
    ],
    [
      'a second node is away',
      [broken('node', { is: 'not-ready', said: 'no kubelet' }, { state: 'ok' })],
      'ok: Everything works. 9 people are on it. The node is not ready: no kubelet.',
    ],
  ])('not well: %s', (_, checks, sentence) => {
    expect(told(checks, { people: 9 })).toBe(sentence)
  })

  test('one person alone is not told in the plural', () => {
    expect(told([broken('hub', { is: 'scaled-to-zero' })], { people: 1 })).toContain(
      'The one person already on it notices nothing.',
    )
    expect(told([broken('proxy', { is: 'missing' })], { people: 1 })).toContain(
      'The one person on it is cut off. The proxy is not in the cluster any more.',
    )
    expect(told([broken('hub', { is: 'scaled-to-zero' })], { people: 0 })).toContain('Nobody is on it now.')
  })
})

describe('what is not known', () => {
  test('a cluster that was away before Bindery looked', () => {
    expect(told([broken('api', { is: 'silent', said: 'refused' })], { found: 'unknown' })).toBe(
      'fail: The Kubernetes API does not answer. What runs on it is not known. Nobody can launch until it is back.',
    )
  })

  test.each<[string, HealthRow | undefined]>([
    ['never looked at', healthRow({ at: now, checkedAt: null })],
    ['no BinderHub', healthRow({ at: now, found: 'none' })],
    ['no row', undefined],
  ])('nothing is said: %s', (_, row) => {
    expect(healthTruth(row, now)).toBeNull()
  })

  test('a look that failed does not undo the one before, until that is old', () => {
    const problem = { code: 'kube_refused' as const, message: 'The API answers what nobody understands.' }
    const row = healthRow({ at: now, people: 14, problem })
    expect(healthTruth(row, now + 30_000)?.kind).toBe('ok')
    expect(healthTruth(row, now + 2 * minute)).toMatchObject({
      kind: 'unk',
      lead: 'At 09:48 everything worked, with 14 people on it.',
      more: 'What is true now is not known. The API answers what nobody understands.',
    })
  })
})
