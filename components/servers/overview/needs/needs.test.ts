import { describe, expect, test } from 'vitest'
import { diagnosePods } from '../../../../lib/shared/diagnosis/diagnose-pods.ts'
import type { DiskRow } from '../../../../lib/shared/disk-row.ts'
import type { HealthCause, HealthCheck, HealthPart } from '../../../../lib/shared/health-row.ts'
import type { PodRow } from '../../../../lib/shared/pod-row.ts'
import { examplePod } from '../../../../lib/testing/example-pod.ts'
import { healthRow } from '../../../../lib/testing/health-row.ts'
import { installRow } from '../../../../lib/testing/install-row.ts'
import { diskNeeds } from './disk-needs.ts'
import { healthNeeds } from './health-needs.ts'
import { type Need, ranked } from './need.ts'
import { podNeeds } from './pod-needs.ts'
import { certificateNeeds, installNeeds } from './server-needs.ts'

const now = new Date(2026, 10, 23, 9, 48).getTime()
const HOUR = 3_600_000
const DAY = 24 * HOUR
const GB = 1e9

/** "fail: title → where its button leads" */
function told(need: Need | undefined): string {
  if (need === undefined) return 'nothing'
  const { kind, title, way } = need
  const to =
    way.to === 'page'
      ? way.path
      : way.to === 'object'
        ? `${way.object.kind}/${way.object.name}`
        : way.to === 'section'
          ? `#${way.id}`
          : way.script.trim()
  return `${kind}: ${title} → ${way.label}: ${to}`
}

function check(
  part: HealthPart,
  cause: HealthCause | null,
  state: HealthCheck['state'] = 'failed',
): HealthCheck {
  return { part, state, cause, evidence: 'seen', since: null }
}

describe('what the checks of BinderHub ask', () => {
  test.each<[HealthCheck, string]>([
    [
      check('hub', { is: 'scaled-to-zero' }),
      'fail: The hub is switched off: somebody scaled it to 0 → Open hub: Deployment/hub',
    ],
    [
      check('binder', { is: 'restarting', times: 6, said: 'exit code 1' }),
      'fail: BinderHub restarts in a loop, 6 times so far: exit code 1 → Open binder: Deployment/binder',
    ],
    [
      check('proxy', { is: 'missing' }),
      'fail: The proxy is not in the cluster any more → Open the BinderHub step: /install/install',
    ],
    [
      check('api', { is: 'silent', said: 'refused' }),
      'fail: The Kubernetes API does not answer → Open the Kubernetes step: /install/ready',
    ],
    [
      check('registry', { is: 'silent', said: '' }),
      'fail: BinderHub does not get into the registry → Check the registry: /install/registry-check',
    ],
    [
      check('builder', { is: 'image', said: 'toomanyrequests' }),
      'warn: The image of the image builder cannot be pulled: toomanyrequests → Open the builder step: /install/builder',
    ],
    [
      check('scheduler', { is: 'scaled-to-zero' }),
      'fail: The scheduler of sessions is switched off: somebody scaled it to 0 → Open user-scheduler: Deployment/user-scheduler',
    ],
    [check('hub', { is: 'starting', said: '' }, 'starting'), 'nothing'],
    [check('registry', null, 'unknown'), 'nothing'],
    [check('hub', null, 'ok'), 'nothing'],
  ])('%o', (failing, expected) => {
    expect(told(healthNeeds(healthRow({ at: now, checks: [failing] }), now)[0])).toBe(expected)
  })

  test('a node with too little memory is told of, though all works, and leads to the node', () => {
    const [node] = healthRow({ at: now }).nodes
    const row = healthRow({
      at: now,
      checks: [check('node', { is: 'pressure', of: 'memory' }, 'ok')],
      nodes: node ? [{ ...node, pressures: ['memory'] }] : [],
    })
    expect(healthNeeds(row, now).map(told)).toEqual([
      'warn: The node has little memory left: Kubernetes may end sessions → Open binder-01: Node/binder-01',
    ])
  })

  test('a full BinderHub, and never one without a limit', () => {
    expect(told(healthNeeds(healthRow({ at: now, people: 50, quota: 50 }), now)[0])).toBe(
      'warn: It is full: 50 of 50 sessions are taken → Look at the sessions: /workloads',
    )
    expect(healthNeeds(healthRow({ at: now, people: 50, quota: 0 }), now)).toEqual([])
    expect(healthNeeds(healthRow({ at: now, people: 50 }), now)).toEqual([])
  })

  test('what nobody could ask for a while asks nothing', () => {
    const problem = { code: 'kube_refused' as const, message: 'No.' }
    const row = healthRow({ at: now - HOUR, checks: [check('hub', { is: 'scaled-to-zero' })], problem })
    expect(healthNeeds(row, now)).toEqual([])
  })
})

describe('what pods ask', () => {
  function needs(pods: PodRow[], told: HealthPart[] = []): Need[] {
    return podNeeds(diagnosePods(pods, [], [], now), new Set(told), now)
  }
  const evicted = (name: string) =>
    examplePod(name, {
      labels: { component: 'singleuser-server' },
      status: 'Evicted',
      reason: 'Evicted',
      phase: 'Failed',
      message: 'The node was low on resource: ephemeral-storage.',
      ready: { is: 0, of: 1 },
    })
  const crashing = (name: string, component: string) =>
    examplePod(name, {
      labels: { component },
      status: 'CrashLoopBackOff',
      restarts: 6,
      ready: { is: 0, of: 1 },
      lastEnd: { container: 'main', reason: 'Error', exitCode: 1, at: now - HOUR },
    })

  test('nothing where all are well', () => {
    expect(needs([examplePod('a'), examplePod('b', { phase: 'Succeeded', status: 'Completed' })])).toEqual([])
  })

  test('many sessions with one trouble ask once, and lead to all of them', () => {
    const [need, ...others] = needs([evicted('a'), evicted('b'), evicted('c')])
    expect(others).toEqual([])
    expect(need?.title).toMatch(/^3 sessions: /)
    expect(need?.way).toEqual({ to: 'page', path: '/workloads?ns=binder&q=Evicted', label: 'Look at them' })
  })

  test('two other pods ask each for itself', () => {
    const all = needs([crashing('image-cleaner-1', 'image-cleaner'), crashing('coredns-7', '')])
    expect(all.map(({ title }) => title.split(':')[0]).sort()).toEqual(['coredns-7', 'image-cleaner-1'])
    expect(all[0]?.way.to).toBe('object')
  })

  test('what the health of BinderHub tells is not told twice', () => {
    expect(needs([crashing('hub-7d', 'hub')], ['hub'])).toEqual([])
    expect(needs([crashing('hub-7d', 'hub')])).toHaveLength(1)
  })
})

describe('what disks ask', () => {
  function disk(used: number, forecast: DiskRow['disks'][number]['forecast']): DiskRow {
    return {
      serverId: 'a',
      disks: [{ path: '/var', total: 937 * GB, used, free: 937 * GB - used, trend: [], forecast }],
      parts: [
        { part: 'images', bytes: 1, atLeast: false, path: '/i', bytesPerDay: 2 * GB },
        { part: 'builder', bytes: 1, atLeast: false, path: '/b', bytesPerDay: 26 * GB },
        { part: 'volumes', bytes: null, atLeast: false, path: '/v', bytesPerDay: null },
      ],
      measuredAt: now,
      measuring: false,
      problem: null,
    }
  }
  const fills = (days: number) => ({ is: 'fills' as const, fullAt: now + days * DAY, bytesPerDay: 28 * GB })

  test.each<[string, DiskRow, string]>([
    ['room for long', disk(300 * GB, { is: 'steady' }), 'nothing'],
    ['full in a month', disk(300 * GB, fills(30)), 'nothing'],
    [
      'full in nine days',
      disk(681 * GB, fills(9)),
      "warn: The disk /var is full on 2 December at this week's pace → What takes the room: #disk",
    ],
    [
      'full tomorrow',
      disk(900 * GB, fills(1)),
      'fail: The disk /var is 96 % full: 37 GB is left → What takes the room: #disk',
    ],
    [
      'full in a day and a half, with room yet',
      disk(681 * GB, fills(1.5)),
      "fail: The disk /var is full on 24 November at this week's pace → What takes the room: #disk",
    ],
    [
      'so full that Kubernetes deletes images',
      disk(820 * GB, { is: 'watching', since: now }),
      'warn: The disk /var is 88 % full → What takes the room: #disk',
    ],
  ])('%s', (_, row, expected) => {
    expect(told(diskNeeds(row, now)[0])).toBe(expected)
  })

  test('what grows most is named', () => {
    expect(diskNeeds(disk(681 * GB, fills(9)), now)[0]?.text).toBe(
      'Built images and layers grow by 26 GB a day. Then Kubernetes ends sessions and starts no new ones.',
    )
  })
})

describe('what the server asks', () => {
  test('an install that stopped, and none that goes on or got through', () => {
    expect(told(installNeeds(installRow({ done: 4, ended: 'failed' }))[0])).toMatch(
      /^fail: The install stopped at step 5 → See why it stopped: \/install\//,
    )
    expect(installNeeds(installRow({ done: 8, going: true }))).toEqual([])
    expect(installNeeds(installRow({ done: 99, ended: 'finished' }))).toEqual([])
    expect(installNeeds(undefined)).toEqual([])
  })

  test.each<[number | null, string]>([
    [null, 'nothing'],
    [now + 40 * DAY, 'nothing'],
    [
      now + 12 * DAY,
      'warn: The certificate of Kubernetes ends on 5 December, in 12 d → Renew it…: /snap/bin/microk8s refresh-certs -e server.crt',
    ],
    [
      now + 2 * DAY,
      'fail: The certificate of Kubernetes ends on 25 November, in 2 d → Renew it…: /snap/bin/microk8s refresh-certs -e server.crt',
    ],
    [
      now - HOUR,
      'fail: The certificate of Kubernetes ended 1 h ago → Renew it…: /snap/bin/microk8s refresh-certs -e server.crt',
    ],
  ])('a certificate that ends at %d', (certificateEndsAt, expected) => {
    expect(told(certificateNeeds(healthRow({ at: now, certificateEndsAt }), now)[0])).toBe(expected)
  })
})

test('the most urgent stands first, and equals keep their order', () => {
  const need = (id: string, kind: Need['kind']): Need => ({
    id,
    kind,
    title: id,
    text: '',
    evidence: null,
    way: { to: 'section', id: 'disk', label: '' },
  })
  const needs = [
    need('a', 'wait'),
    need('b', 'warn'),
    need('c', 'fail'),
    need('d', 'warn'),
    need('e', 'fail'),
  ]
  expect(ranked(needs).map(({ id }) => id)).toEqual(['c', 'e', 'b', 'd', 'a'])
})
