import { describe, expect, it } from 'vitest'
import { examplePod } from '../../testing/example-pod.ts'
import type { PodRow } from '../pod-row.ts'
import { diagnosePod } from './diagnose-pod.ts'
import type { Situation } from './diagnosis.ts'
import type { EventFacts, NodeFacts } from './facts.ts'

/** Messages here are those of a real Kubernetes 1.33 with containerd, or of its sources. */

const NOW = Date.parse('2026-11-27T14:00:00Z')
const MINUTE = 60_000

const event = (reason: string, message: string, more: Partial<EventFacts> = {}): EventFacts => ({
  reason,
  message,
  isWarning: true,
  lastAt: NOW - 10_000,
  ...more,
})

const node = (more: Partial<NodeFacts> = {}): NodeFacts => ({
  uid: 'n',
  name: 'binder-01',
  conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: '', since: null }],
  cordoned: false,
  cordonedByCleaner: false,
  allocatable: { cpuMilli: 4000, memoryBytes: 8e9 },
  ...more,
})

const pod = (more: Partial<PodRow>): PodRow =>
  examplePod('jupyter-x', { createdAt: NOW - 5 * MINUTE, ready: { is: 0, of: 1 }, ...more })

const pending = (more: Partial<PodRow> = {}): PodRow =>
  pod({ phase: 'Pending', status: 'Pending', node: null, ...more })

const session = { component: 'singleuser-server' }

interface Row {
  pod: PodRow
  events?: readonly EventFacts[]
  nodes?: readonly NodeFacts[]
  pods?: readonly PodRow[]
}

const diagnose = ({ pod, events = [], nodes = [node()], pods = [] }: Row) =>
  diagnosePod({ pod, events, nodes, pods: [pod, ...pods], now: NOW })

const pulling = (message: string, status = 'ImagePullBackOff') =>
  pod({ phase: 'Pending', status, message, image: 'docker.io/lab/robot:1' })

const unplaced = (reasons: string) =>
  pending({
    message: `0/1 nodes are available: ${reasons} preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`,
  })

const pulled = (end: string) =>
  `Back-off pulling image "docker.io/lab/robot:1": ErrImagePull: failed to pull and unpack image "docker.io/lab/robot:1": failed to resolve reference "docker.io/lab/robot:1": ${end}`

const table: [string, Situation, Row][] = [
  [
    'a private image',
    'pull-denied',
    {
      pod: pulling(
        pulled(
          'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        ),
      ),
    },
  ],
  [
    'an image that is not there',
    'pull-not-found',
    { pod: pulling(pulled('docker.io/lab/robot:1: not found')) },
  ],
  [
    'a manifest that is not there',
    'pull-not-found',
    { pod: pulling('rpc error: code = NotFound desc = failed to pull and unpack image', 'ErrImagePull') },
  ],
  [
    'too many pulls',
    'pull-limit',
    {
      pod: pulling(
        pulled(
          'pulling from host registry-1.docker.io failed with status code [manifests 1]: 429 Too Many Requests',
        ),
      ),
    },
  ],
  [
    'too many pulls, in the words of Docker Hub',
    'pull-limit',
    {
      pod: pulling('Back-off pulling image "robot"'),
      events: [
        event(
          'Failed',
          'Failed to pull image "robot": toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating',
        ),
      ],
    },
  ],
  [
    'a registry whose name is not found',
    'pull-no-name',
    {
      pod: pulling(
        pulled(
          'failed to do request: Head "https://reg.lab/v2/robot/manifests/1": dial tcp: lookup reg.lab on 127.0.0.53:53: no such host',
        ),
      ),
    },
  ],
  [
    'a registry that does not answer',
    'pull-unreachable',
    {
      pod: pulling(
        pulled(
          'failed to do request: Head "https://10.0.0.9:5000/v2/": dial tcp 10.0.0.9:5000: connect: connection refused',
        ),
      ),
    },
  ],
  [
    'a registry without HTTPS',
    'pull-insecure',
    {
      pod: pulling(
        pulled(
          'failed to do request: Head "https://localhost:32000/v2/": http: server gave HTTP response to HTTPS client',
        ),
      ),
    },
  ],
  [
    'a registry with a certificate of its own',
    'pull-certificate',
    {
      pod: pulling(
        pulled('tls: failed to verify certificate: x509: certificate signed by unknown authority'),
      ),
    },
  ],
  [
    'a full disk',
    'pull-disk-full',
    {
      pod: pulling(
        'failed to pull and unpack image "docker.io/lab/robot:1": failed to extract layer sha256:1: write /var/lib/x: no space left on device: unknown',
      ),
    },
  ],
  [
    'an image for another processor',
    'pull-wrong-machine',
    { pod: pulling(pulled('no match for platform in manifest: not found')) },
  ],
  [
    'an image name with capitals',
    'pull-bad-name',
    {
      pod: pulling(
        'Failed to apply default image tag "docker.io/lab/UPPER:1": couldn\'t parse image name "docker.io/lab/UPPER:1": invalid reference format: repository name (lab/UPPER) must be lowercase',
        'InvalidImageName',
      ),
    },
  ],
  [
    'an image that may not be pulled',
    'pull-never',
    {
      pod: pulling(
        'Container image "docker.io/lab/never:1" is not present with pull policy of Never',
        'ErrImageNeverPull',
      ),
    },
  ],
  [
    'an image of an init container',
    'pull-not-found',
    { pod: pulling(pulled('not found'), 'Init:ImagePullBackOff') },
  ],
  ['a pull of which nothing is said', 'pull-failed', { pod: pulling('Back-off pulling image "robot"') }],

  ['no memory', 'no-room', { pod: unplaced('1 Insufficient memory.') }],
  ['no processor', 'no-room', { pod: unplaced('1 Insufficient cpu, 1 Insufficient memory.') }],
  ['no GPU', 'no-gpu', { pod: unplaced('1 Insufficient nvidia.com/gpu.') }],
  ['110 pods', 'too-many-pods', { pod: unplaced('1 Too many pods.') }],
  ['a cordoned node', 'cordoned', { pod: unplaced('1 node(s) were unschedulable.') }],
  [
    'a node with a full disk',
    'disk-pressure',
    { pod: unplaced('1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }.') },
  ],
  [
    'a node without memory',
    'memory-pressure',
    { pod: unplaced('1 node(s) had untolerated taint {node.kubernetes.io/memory-pressure: }.') },
  ],
  [
    'a node that is away',
    'node-not-ready',
    { pod: unplaced('1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.') },
  ],
  [
    'a node with a taint of its own',
    'tainted',
    { pod: unplaced('1 node(s) had untolerated taint {gpu: only}.') },
  ],
  [
    'a label that no node has',
    'no-such-node',
    { pod: unplaced("1 node(s) didn't match Pod's node affinity/selector.") },
  ],
  [
    'a port that is taken',
    'port-taken',
    { pod: unplaced("1 node(s) didn't have free ports for the requested pod ports.") },
  ],
  [
    'a claim that is not there',
    'claim-missing',
    { pod: unplaced('persistentvolumeclaim "gone" not found.') },
  ],
  [
    'a claim without a volume',
    'claim-unbound',
    { pod: unplaced('pod has unbound immediate PersistentVolumeClaims.') },
  ],
  [
    'a volume on another node',
    'volume-elsewhere',
    { pod: unplaced('1 node(s) had volume node affinity conflict.') },
  ],
  ['no node at all', 'no-node', { pod: pending({ message: 'no nodes available to schedule pods' }) }],
  ['a gate', 'gated', { pod: pending({ status: 'SchedulingGated' }) }],
  ['a reason of tomorrow', 'unschedulable', { pod: unplaced('1 node(s) were blue.') }],
  [
    'a reason that only an event tells',
    'no-room',
    {
      pod: pending(),
      events: [event('FailedScheduling', '0/1 nodes are available: 1 Insufficient memory.')],
    },
  ],
  [
    'the user scheduler being down',
    'scheduler-down',
    {
      pod: pending({ labels: session, scheduler: 'binder-user-scheduler' }),
      pods: [examplePod('us', { labels: { component: 'user-scheduler' }, ready: { is: 0, of: 1 } })],
    },
  ],
  ['a scheduler that nobody has', 'scheduler-down', { pod: pending({ scheduler: 'mine' }) }],

  [
    'no Docker on the server',
    'socket-missing',
    {
      pod: pod({ phase: 'Pending', status: 'ContainerCreating', labels: { component: 'binderhub-build' } }),
      events: [
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "docker-socket" : hostPath type check failed: /var/run/docker.sock is not a socket file',
        ),
      ],
    },
  ],
  [
    'no password for the push',
    'secret-missing',
    {
      pod: pod({ phase: 'Pending', status: 'ContainerCreating' }),
      events: [
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "s" : secret "binder-build-docker-config" not found',
        ),
      ],
    },
  ],
  [
    'a config map that is not there',
    'config-missing',
    {
      pod: pod({ phase: 'Pending', status: 'ContainerCreating' }),
      events: [event('FailedMount', 'MountVolume.SetUp failed for volume "c" : configmap "hub" not found')],
    },
  ],
  [
    'a folder that is not there',
    'mount-failed',
    {
      pod: pod({ phase: 'Pending', status: 'ContainerCreating' }),
      events: [
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "d" : hostPath type check failed: /srv/data is not a directory',
        ),
      ],
    },
  ],
  [
    'no network for pods',
    'network-not-ready',
    {
      pod: pod({ phase: 'Pending', status: 'ContainerCreating' }),
      events: [
        event(
          'FailedCreatePodSandBox',
          'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
        ),
      ],
    },
  ],
  [
    'a secret that a variable comes from',
    'key-missing',
    {
      pod: pod({
        phase: 'Pending',
        status: 'CreateContainerConfigError',
        message: 'secret "nothere" not found',
      }),
    },
  ],
  [
    'a key that a variable comes from',
    'key-missing',
    {
      pod: pod({
        phase: 'Pending',
        status: 'CreateContainerConfigError',
        message: "couldn't find key token in Secret binder/hub",
      }),
    },
  ],
  [
    'a container that is refused',
    'container-refused',
    {
      pod: pod({
        phase: 'Pending',
        status: 'CreateContainerError',
        message: 'failed to reserve container name "c_x": name "c_x" is reserved',
      }),
    },
  ],

  [
    'a program that ends',
    'crash-loop',
    {
      pod: pod({
        status: 'CrashLoopBackOff',
        message: 'back-off 20s restarting failed container=c pod=crash_default(ced4f4a0)',
        restarts: 3,
        lastEnd: { container: 'c', reason: 'Error', exitCode: 3, at: NOW - MINUTE },
      }),
    },
  ],
  [
    'a program that is not there',
    'program-missing',
    {
      pod: pod({
        status: 'RunContainerError',
        message:
          'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/no/such/program": stat /no/such/program: no such file or directory: unknown',
      }),
    },
  ],
  [
    'a program that is not there, while it waits',
    'program-missing',
    {
      pod: pod({
        status: 'CrashLoopBackOff',
        message: 'back-off 20s restarting failed container=c',
        restarts: 2,
      }),
      events: [
        event('BackOff', 'Back-off restarting failed container c'),
        event(
          'Failed',
          'Error: failed to create containerd task: OCI runtime create failed: runc create failed: unable to start container process: exec: "jupyterhub-singleuser": executable file not found in $PATH: unknown',
        ),
      ],
    },
  ],
  [
    'a failing init container',
    'init-fails',
    {
      pod: pod({
        phase: 'Pending',
        status: 'Init:CrashLoopBackOff',
        restarts: 2,
        lastEnd: { container: 'i', reason: 'Error', exitCode: 1, at: NOW - MINUTE },
      }),
    },
  ],
  [
    'memory that ran out, and it runs again',
    'out-of-memory',
    {
      pod: pod({
        ready: { is: 1, of: 1 },
        restarts: 1,
        lastEnd: { container: 'notebook', reason: 'OOMKilled', exitCode: 137, at: NOW - 8 * MINUTE },
      }),
    },
  ],
  [
    'memory that runs out again and again',
    'out-of-memory',
    {
      pod: pod({
        status: 'CrashLoopBackOff',
        restarts: 4,
        lastEnd: { container: 'c', reason: 'OOMKilled', exitCode: 137, at: NOW - MINUTE },
      }),
    },
  ],
  [
    'memory that ran out for good',
    'out-of-memory',
    {
      pod: pod({
        status: 'OOMKilled',
        phase: 'Failed',
        lastEnd: { container: 'c', reason: 'OOMKilled', exitCode: 137, at: NOW - MINUTE },
      }),
    },
  ],
  [
    'a program that hangs',
    'not-alive',
    {
      pod: pod({ ready: { is: 1, of: 1 } }),
      events: [
        event(
          'Unhealthy',
          'Liveness probe failed: Get "http://10.1.11.19:8585/versions": dial tcp 10.1.11.19:8585: connect: connection refused',
        ),
      ],
    },
  ],
  [
    'a program that does not get ready',
    'not-ready',
    {
      pod: pod({ status: 'Running' }),
      events: [
        event(
          'Unhealthy',
          'Readiness probe failed: Get "http://10.1.11.15:8585/versions": connect: connection refused',
        ),
      ],
    },
  ],
  [
    'a program that was started anew',
    'restarted',
    {
      pod: pod({
        ready: { is: 1, of: 1 },
        restarts: 2,
        lastEnd: { container: 'c', reason: 'Error', exitCode: 1, at: NOW - MINUTE },
      }),
    },
  ],

  [
    'an eviction',
    'evicted',
    {
      pod: pod({
        phase: 'Failed',
        status: 'ContainerStatusUnknown',
        reason: 'Evicted',
        message:
          'The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 512Mi.',
      }),
    },
  ],
  [
    'a deadline',
    'deadline',
    {
      pod: pod({
        phase: 'Failed',
        status: 'Error',
        reason: 'DeadlineExceeded',
        message: 'Pod was active on the node longer than the specified deadline',
      }),
    },
  ],
  [
    'a server that was shut down',
    'node-lost',
    {
      pod: pod({
        phase: 'Failed',
        status: 'Completed',
        reason: 'Terminated',
        message: 'Pod was terminated in response to imminent node shutdown.',
      }),
    },
  ],
  [
    'a build that failed',
    'failed',
    {
      pod: pod({
        phase: 'Failed',
        status: 'Error',
        labels: { component: 'binderhub-build' },
        lastEnd: { container: 'builder', reason: 'Error', exitCode: 1, at: NOW - MINUTE },
      }),
    },
  ],
  [
    'a pod that does not go',
    'stuck-terminating',
    { pod: pod({ status: 'Terminating', deletingAt: NOW - 2 * MINUTE }) },
  ],
]

describe('a pod', () => {
  it.each(table)('held up by %s: %s', (_, situation, row) => {
    const found = diagnose(row)
    expect(found?.situation).toBe(situation)
    // The page sets it as a sentence, and one that helps.
    expect(found?.what).toMatch(/^[A-Z].*[^.!?\s]$/)
    expect(found?.why).toMatch(/^[A-Z“].*[.)]$/)
    expect(found?.advice).toMatch(/^[A-Z]/)
    expect(`${found?.what} ${found?.why} ${found?.advice}`).not.toMatch(/undefined|null|NaN| {2}|[!]/)
  })

  it.each<[string, Row]>([
    ['runs', { pod: pod({ ready: { is: 1, of: 1 } }) }],
    ['is through', { pod: pod({ phase: 'Succeeded', status: 'Completed' }) }],
    ['was made just now', { pod: pending({ createdAt: NOW - 3_000 }) }],
    ['starts', { pod: pod({ phase: 'Pending', status: 'ContainerCreating' }) }],
    [
      'pulls its image',
      {
        pod: pod({ phase: 'Pending', status: 'ContainerCreating' }),
        events: [event('Pulling', 'Pulling image', { isWarning: false })],
      },
    ],
    ['runs, not yet ready', { pod: pod({ createdAt: NOW - 20_000 }) }],
    ['ends in time', { pod: pod({ status: 'Terminating', deletingAt: NOW + 20_000 }) }],
    [
      'ran out of memory two days ago',
      {
        pod: pod({
          ready: { is: 1, of: 1 },
          restarts: 1,
          lastEnd: { container: 'c', reason: 'OOMKilled', exitCode: 137, at: NOW - 48 * 60 * MINUTE },
        }),
      },
    ],
    [
      'mounted in the end what was late',
      {
        pod: pod({ phase: 'Pending', status: 'ContainerCreating' }),
        events: [
          event('Pulling', 'Pulling image', { isWarning: false, lastAt: NOW - 1_000 }),
          event('FailedMount', 'MountVolume.SetUp failed for volume "s" : secret "s" not found'),
        ],
      },
    ],
    [
      'waits for a user scheduler that works',
      {
        pod: pending({ labels: session, scheduler: 'user-scheduler' }),
        pods: [examplePod('us', { labels: { component: 'user-scheduler' } })],
      },
    ],
  ])('that %s has nothing wrong', (_, row) => expect(diagnose(row)).toBeNull())
})

describe('what is said', () => {
  it('has the numbers of the room that there is', () => {
    const found = diagnose({
      pod: { ...unplaced('1 Insufficient memory.'), requests: { cpuMilli: 0, memoryBytes: 2e9 } },
      pods: [examplePod('other', { requests: { cpuMilli: 0, memoryBytes: 7.3e9 } })],
    })
    expect(found?.why).toContain('It asks for 2 GB, and 700 MB are not promised to others yet.')
  })

  it('tells whose harm it is', () => {
    expect(
      diagnose({ pod: { ...unplaced('1 Insufficient memory.'), labels: { component: 'hub' } } })?.why,
    ).toContain('Nobody can launch')
  })

  it('offers to open a cordoned server again, and tells by whom it was closed', () => {
    const closed = node({ cordoned: true, cordonedByCleaner: true })
    const found = diagnose({ pod: unplaced('1 node(s) were unschedulable.'), nodes: [closed] })
    expect(found?.why).toContain('image cleaner')
    expect(found?.remedies).toEqual([
      {
        does: 'uncordon',
        object: { kind: 'Node', namespace: null, name: 'binder-01', uid: 'n' },
        label: 'Uncordon binder-01…',
      },
    ])
  })

  it('leads to where room is made, and to where an upgrade is taken back', () => {
    const pagesOf = (given: Parameters<typeof diagnose>[0]) =>
      diagnose(given)?.remedies.flatMap((remedy) => (remedy.does === 'page' ? remedy.page : []))
    for (const said of ['1 Insufficient memory.', '1 Too many pods.', '1 Insufficient nvidia.com/gpu.'])
      expect(pagesOf({ pod: unplaced(said) })).toEqual(['launches'])
    const lastEnd = { container: 'hub', reason: 'Error', exitCode: 1, at: NOW - MINUTE }
    const hub = pod({ status: 'CrashLoopBackOff', restarts: 3, lastEnd, labels: { component: 'hub' } })
    expect(pagesOf({ pod: hub })).toEqual(['releases'])
  })

  it('keeps the machine’s own words as evidence', () => {
    const said = pulled('docker.io/lab/robot:1: not found')
    expect(diagnose({ pod: pulling(said) })?.evidence).toBe(said)
  })

  it('says of a pod whose server is away that nobody can confirm its end', () => {
    const away = node({
      conditions: [
        { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: '', since: null },
      ],
    })
    const found = diagnose({
      pod: pod({ status: 'Terminating', deletingAt: NOW - 2 * MINUTE }),
      nodes: [away],
    })
    expect(found?.why).toContain('binder-01 does not answer')
    expect(found?.remedies[0]?.does).toBe('force-delete')
  })

  it('does not break on words without sense', () => {
    const noise = 'x'.repeat(400)
    for (const status of ['ImagePullBackOff', 'CrashLoopBackOff', 'CreateContainerConfigError', 'Pending'])
      expect(() =>
        diagnose({ pod: pod({ status, message: noise, node: null, phase: 'Pending' }) }),
      ).not.toThrow()
  })
})
