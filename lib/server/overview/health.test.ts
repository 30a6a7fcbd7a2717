import { describe, expect, test } from 'vitest'
import type { HealthPart, HealthRow } from '../../shared/health-row.ts'
import {
  binderHealth,
  deployment,
  readyNode,
  readyPod,
  ScriptedBinderHub,
} from '../../testing/scripted-binderhub.ts'
import { healthAfter, healthWithout, unknownHealth } from './health-after.ts'
import { lookAtHealth } from './look-at-health.ts'

const now = Date.parse('2026-11-17T09:48:00Z')
const PODS = '/api/v1/namespaces/binder/pods'
const DEPLOYMENTS = '/apis/apps/v1/namespaces/binder/deployments'
const BINDER = '10.152.183.20 /health'
const HUB = '10.152.183.22:8081 /hub/api/health'
const PROXY = '10.152.183.21 /_chp_healthz'

async function rowOf(hub: ScriptedBinderHub, before = unknownHealth('s'), at = now): Promise<HealthRow> {
  const { place: known } = await lookAtHealth(placeOf(new ScriptedBinderHub()), AbortSignal.timeout(5_000))
  return healthAfter(before, await lookAtHealth({ ...placeOf(hub), known }, AbortSignal.timeout(20_000)), at)
}

function placeOf(hub: ScriptedBinderHub) {
  return { cluster: hub, link: hub, namespace: null, known: null, readSeat: true }
}

function check({ checks }: HealthRow, part: HealthPart) {
  const { state, cause } = checks.find((one) => one.part === part) ?? { state: 'absent', cause: null }
  return { state, cause }
}

const waiting = (reason: string, message = '', restartCount = 0, last: object | null = null) => ({
  phase: 'Pending',
  containerStatuses: [
    {
      restartCount,
      state: { waiting: { reason, message } },
      ...(last ? { lastState: { terminated: last } } : {}),
    },
  ],
})

describe('one look at a BinderHub', () => {
  test('on which all is well', async () => {
    const row = await rowOf(new ScriptedBinderHub())
    expect(row).toMatchObject({
      found: 'binderhub',
      namespace: 'binder',
      people: 9,
      builds: 0,
      versions: { kubernetes: 'v1.32.13', binderhub: '1.0.0' },
      checkedAt: now,
      problem: null,
      nodes: [{ name: 'binder-01', allocatable: { cpuMilli: 16_000, memoryBytes: 60 * 2 ** 30, pods: 110 } }],
    })
    expect(row.checks.map(({ part, state, cause }) => [part, state, cause])).toEqual([
      ['api', 'ok', null],
      ['node', 'ok', null],
      ['proxy', 'ok', null],
      ['hub', 'ok', null],
      ['binder', 'ok', null],
      ['registry', 'ok', null],
    ])
    expect(row.checks.find(({ part }) => part === 'hub')?.evidence).toMatch(
      /^http:\/\/10\.152\.183\.22:8081\/hub\/api\/health answered in \d+ ms$/,
    )
  })

  test('changes nothing, and asks for little', async () => {
    const hub = new ScriptedBinderHub()
    await lookAtHealth(placeOf(hub), AbortSignal.timeout(5_000))
    expect(hub.asked).toHaveLength(13)
    expect(hub.asked.every((path) => /^http:|limit=\d+|\/secrets\/hub$/.test(path))).toBe(true)
  })

  test('a cluster without one', async () => {
    const hub = new ScriptedBinderHub()
    hub.lists.set('/api/v1/services', [])
    const row = await rowOf(hub)
    expect(row).toMatchObject({ found: 'none', people: null })
    expect(row.checks.map(({ part }) => part)).toEqual(['api', 'node'])
  })
})

describe('why the hub does not work', () => {
  test.each<[string, object[], object[], object]>([
    ['scaled to 0', [deployment('hub', 0)], [], { state: 'failed', cause: { is: 'scaled-to-zero' } }],
    ['taken away', [], [], { state: 'failed', cause: { is: 'missing' } }],
    [
      'restarts in a loop',
      [deployment('hub')],
      [
        readyPod('hub', {
          status: waiting('CrashLoopBackOff', 'back-off', 6, {
            exitCode: 1,
            message: 'Traceback\nSyntaxError: line 3',
          }),
        }),
      ],
      { state: 'failed', cause: { is: 'restarting', times: 6, said: 'SyntaxError: line 3' } },
    ],
    [
      'says nothing as it restarts',
      [deployment('hub')],
      [readyPod('hub', { status: waiting('CrashLoopBackOff', '', 2, { exitCode: 137 }) })],
      { state: 'failed', cause: { is: 'restarting', times: 2, said: 'exit code 137' } },
    ],
    [
      'runs for a moment between two ends',
      [deployment('hub')],
      [
        readyPod('hub', {
          status: {
            phase: 'Running',
            containerStatuses: [
              {
                ready: false,
                restartCount: 4,
                state: { running: { startedAt: '2026-11-17T09:47:55Z' } },
                lastState: { terminated: { exitCode: 1, finishedAt: '2026-11-17T09:47:40Z' } },
              },
            ],
          },
        }),
      ],
      { state: 'failed', cause: { is: 'restarting', times: 4, said: 'exit code 1' } },
    ],
    [
      'out of memory',
      [deployment('hub')],
      [
        readyPod('hub', {
          status: waiting('CrashLoopBackOff', '', 5, { exitCode: 137, reason: 'OOMKilled' }),
        }),
      ],
      { state: 'failed', cause: { is: 'out-of-memory', times: 5 } },
    ],
    [
      'no image',
      [deployment('hub')],
      [readyPod('hub', { status: waiting('ImagePullBackOff', 'toomanyrequests: limit reached') })],
      { state: 'failed', cause: { is: 'image', said: 'toomanyrequests: limit reached' } },
    ],
    [
      'no room',
      [deployment('hub')],
      [
        readyPod('hub', {
          status: {
            phase: 'Pending',
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message: '0/1 nodes are available.',
              },
            ],
          },
        }),
      ],
      { state: 'failed', cause: { is: 'unschedulable', said: '0/1 nodes are available.' } },
    ],
    [
      'just begun',
      [deployment('hub')],
      [readyPod('hub', { status: waiting('ContainerCreating'), created: '2026-11-17T09:47:30Z' })],
      { state: 'starting', cause: { is: 'starting', said: 'Pending' } },
    ],
    ['between two pods', [deployment('hub')], [], { state: 'starting', cause: { is: 'starting', said: '' } }],
    [
      'ready, says the cluster',
      [deployment('hub')],
      [readyPod('hub')],
      {
        state: 'failed',
        cause: {
          is: 'silent',
          said: 'http://10.152.183.22:8081/hub/api/health: From the server, 10.152.183.22:8081 cannot be connected to.',
        },
      },
    ],
  ])('%s', async (_, deployments, pods, expected) => {
    const hub = new ScriptedBinderHub()
    hub.web.delete(HUB)
    hub.lists.set(DEPLOYMENTS, [deployment('binder'), deployment('proxy'), ...deployments])
    hub.lists.set(PODS, [readyPod('binder'), readyPod('proxy'), ...pods])
    expect(check(await rowOf(hub), 'hub')).toEqual(expected)
  })

  test('BinderHub does not reach it', async () => {
    const hub = new ScriptedBinderHub()
    hub.web.set(BINDER, { status: 503, body: binderHealth({ hub: false }) })
    const row = await rowOf(hub)
    expect(check(row, 'binder').state).toBe('ok')
    expect(check(row, 'hub')).toEqual({
      state: 'failed',
      cause: { is: 'silent', said: 'BinderHub says that it does not reach the hub' },
    })
  })

  test('BinderHub has not noticed yet that it is back', async () => {
    const hub = new ScriptedBinderHub()
    hub.web.set(BINDER, { status: 503, body: binderHealth({ hub: false }) })
    const ready = { type: 'Ready', status: 'True', lastTransitionTime: '2026-11-17T09:47:40Z' }
    hub.lists.set(PODS, [readyPod('hub', { status: { phase: 'Running', conditions: [ready] } })])
    expect(check(await rowOf(hub), 'hub').state).toBe('starting')
    expect(check(await rowOf(hub, unknownHealth('s'), now + 40_000), 'hub').state).toBe('failed')
  })

  test('what a pod says of itself stays one short line that steers nothing', async () => {
    const hub = new ScriptedBinderHub()
    hub.web.delete(HUB)
    const message = `\u202Eevil\u001b[31m ${'x'.repeat(5000)}\nsecond`
    hub.lists.set(PODS, [readyPod('hub', { status: waiting('ErrImagePull', message) })])
    const { cause } = check(await rowOf(hub), 'hub')
    const said = cause?.is === 'image' ? cause.said : ''
    expect(said).toHaveLength(200)
    expect(said).toContain('\\u202eevil\\x1b[31m')
  })
})

describe('the other parts', () => {
  test('the registry, by the word of BinderHub', async () => {
    const hub = new ScriptedBinderHub()
    hub.web.set(BINDER, { status: 503, body: binderHealth({ registry: false }) })
    const row = await rowOf(hub)
    expect(check(row, 'registry').state).toBe('failed')
    expect(check(row, 'binder').state).toBe('ok')
  })

  test('a BinderHub that is silent leaves its registry unknown, and people are counted otherwise', async () => {
    const hub = new ScriptedBinderHub()
    hub.web.delete(BINDER)
    hub.web.delete('10.152.183.20 /versions')
    hub.lists.set(PODS, [readyPod('binder'), readyPod('hub'), readyPod('proxy')])
    const row = await rowOf(hub)
    expect(check(row, 'binder').state).toBe('failed')
    expect(check(row, 'registry').state).toBe('unknown')
    expect(row.people).toBe(3)
    expect(hub.asked.some((path) => path.includes('singleuser-server'))).toBe(true)
  })

  test('the proxy that answers wrongly', async () => {
    const hub = new ScriptedBinderHub()
    hub.web.set(PROXY, { status: 502 })
    expect(check(await rowOf(hub), 'proxy')).toMatchObject({ state: 'failed', cause: { is: 'silent' } })
  })

  test.each<[string, object[], object]>([
    [
      'not ready',
      [
        {
          ...readyNode('a'),
          status: { conditions: [{ type: 'Ready', status: 'Unknown', message: 'No kubelet.' }] },
        },
      ],
      { state: 'failed', cause: { is: 'not-ready', said: 'No kubelet.' } },
    ],
    [
      'cordoned by hand',
      [readyNode('a', { spec: { unschedulable: true } })],
      { state: 'failed', cause: { is: 'cordoned', by: 'somebody' } },
    ],
    [
      'cordoned by the image cleaner',
      [
        readyNode('a', {
          spec: { unschedulable: true },
          annotations: { 'hub.jupyter.org/image-cleaner-cordoned': '1' },
        }),
      ],
      { state: 'failed', cause: { is: 'cordoned', by: 'image-cleaner' } },
    ],
    [
      'a full disk',
      [readyNode('a', { conditions: [{ type: 'DiskPressure', status: 'True' }] })],
      { state: 'failed', cause: { is: 'pressure', of: 'disk' } },
    ],
    [
      'little memory, which keeps only some pods off',
      [readyNode('a', { conditions: [{ type: 'MemoryPressure', status: 'True' }] })],
      { state: 'ok', cause: { is: 'pressure', of: 'memory' } },
    ],
    [
      'one of two cordoned',
      [readyNode('a'), readyNode('b', { spec: { unschedulable: true } })],
      { state: 'ok', cause: { is: 'cordoned', by: 'somebody' } },
    ],
    ['none', [], { state: 'failed', cause: { is: 'missing' } }],
  ])('a node: %s', async (_, nodes, expected) => {
    const hub = new ScriptedBinderHub()
    hub.lists.set('/api/v1/nodes', nodes)
    expect(check(await rowOf(hub), 'node')).toEqual(expected)
  })

  test('the builder is as its pods are, and where there is none it is not told of', async () => {
    const hub = new ScriptedBinderHub()
    const builder = (wanted: number) => ({
      metadata: { name: 'binder-dind' },
      spec: { template: { metadata: { labels: { component: 'image-builder' } } } },
      status: { desiredNumberScheduled: wanted },
    })
    expect(check(await rowOf(hub), 'builder').state).toBe('absent')
    hub.lists.set('/apis/apps/v1/namespaces/binder/daemonsets', [builder(1)])
    hub.lists.set(PODS, [readyPod('image-builder')])
    expect(check(await rowOf(hub), 'builder').state).toBe('ok')
    hub.lists.set(PODS, [
      readyPod('image-builder', { status: waiting('CrashLoopBackOff', '', 3, { exitCode: 2 }) }),
    ])
    expect(check(await rowOf(hub), 'builder')).toEqual({
      state: 'failed',
      cause: { is: 'restarting', times: 3, said: 'exit code 2' },
    })
  })

  test('quotas of the namespace limit how many pods may still come', async () => {
    const hub = new ScriptedBinderHub()
    expect((await rowOf(hub)).podsAllowed).toBeNull()
    hub.lists.set('/api/v1/namespaces/binder/resourcequotas', [
      { status: { hard: { pods: '60' }, used: { pods: '48' } } },
      { status: { hard: { 'requests.memory': '8Gi' }, used: {} } },
    ])
    expect((await rowOf(hub)).podsAllowed).toBe(12)
  })
})

describe('what a session reserves', () => {
  test.each<[string, string, { memoryBytes: number; cpuMilli: number } | null]>([
    [
      'what is guaranteed',
      '{"singleuser":{"memory":{"guarantee":"256M","limit":"2G"},"cpu":{"guarantee":0.5}}}',
      { memoryBytes: 256 * 2 ** 20, cpuMilli: 500 },
    ],
    [
      'its limit, where nothing is guaranteed',
      'singleuser:\n  memory:\n    guarantee: null\n    limit: 1G\n  cpu: {}\n',
      { memoryBytes: 2 ** 30, cpuMilli: 0 },
    ],
    ['nothing', '{"singleuser":{"memory":{}}}', { memoryBytes: 0, cpuMilli: 0 }],
    ['what nobody can read', '{"singleuser":7}', null],
    ['no YAML', '\t{', null],
  ])('%s', async (_, values, seat) => {
    const hub = new ScriptedBinderHub()
    const data = { 'values.yaml': Buffer.from(values).toString('base64'), 'hub.token': 'secret' }
    hub.objects.set('/api/v1/namespaces/binder/secrets/hub', { data })
    const row = await rowOf(hub)
    expect(row.seat).toEqual(seat)
    expect(JSON.stringify(row)).not.toContain('secret')
  })

  test('is not known without the settings, and the rest is', async () => {
    expect(await rowOf(new ScriptedBinderHub())).toMatchObject({ seat: null, use: null, found: 'binderhub' })
  })
})

test('what the nodes use, where it is measured', async () => {
  const hub = new ScriptedBinderHub()
  const measured = { timestamp: '2026-08-03T09:44:00Z', window: '15s' }
  hub.lists.set('/apis/metrics.k8s.io/v1beta1/nodes', [
    { ...measured, metadata: { name: 'a' }, usage: { cpu: '187464057n', memory: '746912Ki' } },
    { ...measured, metadata: { name: 'b' }, usage: { cpu: '1', memory: '1Gi' } },
  ])
  expect((await rowOf(hub)).use).toEqual({ cpuMilli: 1187, memoryBytes: 746912 * 1024 + 2 ** 30 })
})

describe('while the API is away', () => {
  test('what is known of BinderHub is asked where it was last', async () => {
    const hub = new ScriptedBinderHub()
    const before = await rowOf(hub)
    hub.apiDown = 'connection refused'
    const row = await rowOf(hub, before, now + 1000)
    expect(row).toMatchObject({ found: 'binderhub', people: 9, nodes: before.nodes })
    expect(check(row, 'api')).toEqual({
      state: 'failed',
      cause: { is: 'silent', said: 'connection refused' },
    })
    expect(check(row, 'node').state).toBe('unknown')
    expect(check(row, 'proxy').state).toBe('ok')
    expect(check(row, 'builder').state).toBe('unknown')
  })
})

describe('since when', () => {
  const down = (): ScriptedBinderHub => {
    const hub = new ScriptedBinderHub()
    hub.web.delete(HUB)
    hub.lists.set(DEPLOYMENTS, [deployment('binder'), deployment('hub', 0), deployment('proxy')])
    return hub
  }
  const since = ({ checks }: HealthRow) => checks.find(({ part }) => part === 'hub')?.since

  test('a change is as old as the look that saw it, and stays so old', async () => {
    const well = await rowOf(new ScriptedBinderHub())
    const broken = await rowOf(down(), well, now + 15_000)
    expect(since(broken)).toBe(now + 15_000)
    expect(since(await rowOf(down(), broken, now + 30_000))).toBe(now + 15_000)
    expect(since(await rowOf(new ScriptedBinderHub(), broken, now + 45_000))).toBe(now + 45_000)
  })

  test('what was so at the first look began nobody knows when', async () => {
    expect(since(await rowOf(down()))).toBeNull()
  })

  test('what has been starting for three minutes has failed, since it began', async () => {
    const well = await rowOf(new ScriptedBinderHub())
    const between = new ScriptedBinderHub()
    between.web.delete(HUB)
    between.lists.set(PODS, [readyPod('binder'), readyPod('proxy')])
    const starting = await rowOf(between, well, now + 1000)
    expect(check(starting, 'hub').state).toBe('starting')
    const late = await rowOf(between, starting, now + 200_000)
    expect(check(late, 'hub').state).toBe('failed')
    expect(since(late)).toBe(now + 1000)
  })

  test('a look that came to nothing leaves what was seen, with its age', async () => {
    const well = await rowOf(new ScriptedBinderHub())
    const row = healthWithout(well, new Error('a bug'), now + 60_000)
    expect(row).toEqual({ ...well, problem: expect.objectContaining({ code: 'internal' }) })
  })
})
