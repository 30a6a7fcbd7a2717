import { describe, expect, it } from 'vitest'
import { type ClaimCase, claimTrouble } from './claim-trouble.ts'
import type { ConditionFacts, EventFacts, NodeFacts } from './facts.ts'
import { nodeTrouble } from './node-trouble.ts'
import { type ServiceCase, serviceTrouble } from './service-trouble.ts'
import { volumeTrouble } from './volume-trouble.ts'
import { jobTrouble, workloadTrouble } from './workload-trouble.ts'

const NOW = Date.parse('2026-11-27T14:00:00Z')
const event = (reason: string, message: string): EventFacts => ({
  reason,
  message,
  isWarning: true,
  lastAt: NOW - 5_000,
})
const condition = (type: string, status: string, reason = '', message = ''): ConditionFacts => ({
  type,
  status,
  reason,
  message,
  since: NOW - 60_000,
})

describe('a node', () => {
  const node = (conditions: ConditionFacts[], more: Partial<NodeFacts> = {}): NodeFacts => ({
    uid: 'n',
    name: 'binder-01',
    conditions: [condition('Ready', 'True', 'KubeletReady'), ...conditions],
    cordoned: false,
    cordonedByCleaner: false,
    allocatable: { cpuMilli: 4000, memoryBytes: 8e9 },
    ...more,
  })

  it('with nothing wrong has nothing wrong', () => {
    expect(nodeTrouble(node([condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure')]))).toBeNull()
  })

  it('with a full disk says so, with the words of the kubelet', () => {
    expect(
      nodeTrouble(
        node([condition('DiskPressure', 'True', 'KubeletHasDiskPressure', 'kubelet has disk pressure')]),
      ),
    ).toMatchObject({ situation: 'disk-pressure', kind: 'fail', evidence: 'kubelet has disk pressure' })
  })

  it('that is away is nothing else', () => {
    const away = {
      ...node([]),
      conditions: [
        condition('Ready', 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.'),
      ],
      cordoned: true,
    }
    expect(nodeTrouble(away)).toMatchObject({ situation: 'node-not-ready', at: NOW - 60_000 })
  })

  it('that the image cleaner closed can be opened again', () => {
    const found = nodeTrouble(node([], { cordoned: true, cordonedByCleaner: true }))
    expect(found).toMatchObject({ situation: 'cordoned', what: 'The image cleaner closed it for new pods' })
    expect(found?.remedies[0]).toMatchObject({ does: 'uncordon', object: { name: 'binder-01', uid: 'n' } })
  })
})

describe('a claim', () => {
  const claim = (more: Partial<ClaimCase['claim']> = {}): ClaimCase['claim'] => ({
    namespace: 'binder',
    name: 'hub-db-dir',
    phase: 'Pending',
    className: null,
    volume: null,
    createdAt: NOW - 60_000,
    deletingAt: null,
    ...more,
  })
  const given = (more: Partial<ClaimCase>): ClaimCase => ({
    claim: claim(),
    events: [],
    classes: [{ name: 'local', isDefault: true }],
    users: [],
    now: NOW,
    ...more,
  })
  const hub = { kind: 'Pod', namespace: 'binder', name: 'hub-7d' } as const

  it.each<[string, string | undefined, ClaimCase]>([
    ['that is bound', undefined, given({ claim: claim({ phase: 'Bound' }) })],
    ['that is young', undefined, given({ claim: claim({ createdAt: NOW - 1_000 }) })],
    [
      'without a default class',
      'no-default-class',
      given({
        classes: [],
        events: [
          event(
            'FailedBinding',
            'no persistent volumes available for this claim and no storage class is set',
          ),
        ],
      }),
    ],
    [
      'without a default class, which only its event tells',
      'no-default-class',
      given({
        classes: null,
        events: [
          event(
            'FailedBinding',
            'no persistent volumes available for this claim and no storage class is set',
          ),
        ],
      }),
    ],
    [
      'of a class that there is not',
      'class-missing',
      given({
        claim: claim({ className: 'nosuch' }),
        events: [event('ProvisioningFailed', 'storageclass.storage.k8s.io "nosuch" not found')],
      }),
    ],
    [
      'that waits for its first pod',
      'claim-waits-for-pod',
      given({
        events: [event('WaitForFirstConsumer', 'waiting for first consumer to be created before binding')],
      }),
    ],
    ['that nobody serves', 'provisioning-failed', given({ users: [hub] })],
    ['whose volume is gone', 'claim-lost', given({ claim: claim({ phase: 'Lost', volume: 'pvc-1' }) })],
    [
      'that a pod holds',
      'claim-held',
      given({ claim: claim({ phase: 'Bound', deletingAt: NOW }), users: [hub] }),
    ],
    ['that goes', 'claim-held', given({ claim: claim({ deletingAt: NOW }) })],
  ])('%s: %s', (_, situation, row) => expect(claimTrouble(row)?.situation).toBe(situation))

  it('names the pod that holds it, with the way there', () => {
    const found = claimTrouble(given({ claim: claim({ deletingAt: NOW }), users: [hub] }))
    expect(found?.why).toContain('hub-7d')
    expect(found?.remedies).toEqual([{ does: 'open', object: hub, label: 'Open hub-7d' }])
  })
})

describe('a volume', () => {
  it.each([
    ['Bound', undefined],
    ['Released', 'volume-released'],
    ['Failed', 'volume-failed'],
  ])('%s: %s', (phase, situation) => {
    expect(volumeTrouble({ phase, message: '', reclaim: 'Retain', claim: 'binder/x' })?.situation).toBe(
      situation,
    )
  })
})

describe('a service', () => {
  const given = (service: Partial<ServiceCase['service']>, more: Partial<ServiceCase> = {}): ServiceCase => ({
    service: {
      name: 'proxy-public',
      type: 'LoadBalancer',
      addresses: [],
      hasSelector: true,
      createdAt: NOW - 60_000,
      ...service,
    },
    events: [],
    behind: { all: 1, ready: 1 },
    now: NOW,
    ...more,
  })

  it.each<[string, string | undefined, ServiceCase]>([
    ['with an address and a pod', undefined, given({ addresses: ['10.0.0.100'] })],
    ['of the inside', undefined, given({ type: 'ClusterIP' })],
    ['without an address', 'no-address', given({})],
    ['with no pod', 'no-endpoints', given({ type: 'ClusterIP' }, { behind: { all: 0, ready: 0 } })],
    ['with no ready pod', 'no-endpoints', given({ type: 'ClusterIP' }, { behind: { all: 2, ready: 0 } })],
    ['of which the pods are not known', undefined, given({ type: 'ClusterIP' }, { behind: null })],
    [
      'without a selector',
      undefined,
      given({ type: 'ClusterIP', hasSelector: false }, { behind: { all: 0, ready: 0 } }),
    ],
  ])('%s: %s', (_, situation, row) => expect(serviceTrouble(row)?.situation).toBe(situation))

  it('without an address tells a used-up pool from a missing one', () => {
    const failed = event('AllocationFailed', 'Failed to allocate IP for "binder/binder": no available IPs')
    expect(serviceTrouble(given({}, { events: [failed] }))).toMatchObject({ evidence: failed.message })
    expect(serviceTrouble(given({}, { events: [failed] }))?.why).toContain('pool is used up')
    expect(serviceTrouble(given({}))?.why).toContain('MetalLB is not on')
  })
})

describe('a workload', () => {
  const quota =
    'pods "quota-ffbc584c9-488b5" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0'

  it('says which quota is used up', () => {
    const workload = {
      wanted: 2,
      ready: 0,
      conditions: [condition('ReplicaFailure', 'True', 'FailedCreate', quota)],
    }
    expect(workloadTrouble({ workload, events: [], now: NOW })).toMatchObject({
      situation: 'quota',
      why: 'The resource quota q of this namespace is used up, so the API refuses its pods.',
      evidence: quota,
    })
  })

  it('says so also where only an event of its replica set tells', () => {
    const workload = { wanted: 2, ready: 0, conditions: [] }
    const events = [event('FailedCreate', `Error creating: ${quota}`)]
    expect(workloadTrouble({ workload, events, now: NOW })?.situation).toBe('quota')
    expect(
      workloadTrouble({
        workload,
        events: [
          event('FailedCreate', 'Error creating: pods "x-" is forbidden: serviceaccount "x" not found'),
        ],
        now: NOW,
      })?.situation,
    ).toBe('pods-refused')
  })

  it('says when its change does not go on', () => {
    const conditions = [
      condition(
        'Progressing',
        'False',
        'ProgressDeadlineExceeded',
        'ReplicaSet "hub-7d" has timed out progressing.',
      ),
    ]
    expect(
      workloadTrouble({ workload: { wanted: 1, ready: 0, conditions }, events: [], now: NOW }),
    ).toMatchObject({
      situation: 'rollout-stuck',
    })
  })

  it('that has its pods has nothing wrong, whatever was before', () => {
    const workload = { wanted: 1, ready: 1, conditions: [] }
    expect(workloadTrouble({ workload, events: [event('FailedCreate', quota)], now: NOW })).toBeNull()
  })
})

it('tells a failed job from one that goes', () => {
  const failed = condition(
    'Failed',
    'True',
    'BackoffLimitExceeded',
    'Job has reached the specified backoff limit',
  )
  expect(jobTrouble([failed])).toMatchObject({ situation: 'job-failed', what: 'The job failed' })
  expect(jobTrouble([condition('Failed', 'True', 'DeadlineExceeded')])?.what).toContain('longer')
  expect(jobTrouble([condition('Complete', 'True')])).toBeNull()
})
