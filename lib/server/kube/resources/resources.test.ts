import { describe, expect, it, test } from 'vitest'
import {
  type ClusterTableName,
  type ClusterTableRows,
  clusterTableKeys,
} from '../../../shared/table-names.ts'
import { resources } from './resources.ts'

const metadata = {
  uid: 'u',
  name: 'it',
  namespace: 'binder',
  resourceVersion: '1',
  creationTimestamp: '2026-08-03T09:44:00Z',
  labels: { app: 'hub' },
}
/** `project` takes what every object has; what else there is it finds out itself. */
function project<Name extends ClusterTableName>(table: Name, more: object = {}): ClusterTableRows[Name] {
  const resource = resources[table]
  if (!('project' in resource)) throw new Error(`${table} is not made of objects`)
  return resource.project({ metadata, ...more } as never)
}
const watched = (Object.keys(resources) as ClusterTableName[]).filter((name) => 'project' in resources[name])

test.each(watched)('%s: an object of which nothing else is known', (table) => {
  const row = project(table)
  const keyOf = clusterTableKeys[table] as (row: unknown) => string
  expect(keyOf(row)).toBe('u')
  expect(JSON.parse(JSON.stringify(row))).toEqual(row)
})

describe('services', () => {
  it('have addresses of a load balancer, those given by hand, and names outside', () => {
    const ports = [{ name: 'http', port: 80, targetPort: 'web', nodePort: 30_080, protocol: 'TCP' }]
    const spec = { type: 'LoadBalancer', clusterIP: '10.152.183.9', externalIPs: ['192.0.2.1'], ports }
    const given = { loadBalancer: { ingress: [{ ip: '10.0.0.101' }, { hostname: 'lb.example.org' }] } }
    expect(project('services', { spec, status: given })).toMatchObject({
      external: ['10.0.0.101', 'lb.example.org', '192.0.2.1'],
      isPending: false,
      ports: [{ name: 'http', port: 80, target: 'web', nodePort: 30_080, protocol: 'TCP' }],
      createdAt: Date.UTC(2026, 7, 3, 9, 44),
      labels: { app: 'hub' },
    })
    expect(project('services', { spec }).isPending).toBe(true)
    const outside = { spec: { type: 'ExternalName', externalName: 'db.example.org' } }
    expect(project('services', outside)).toMatchObject({ external: ['db.example.org'], isPending: false })
  })
})

describe('claims and volumes', () => {
  it('say what was asked for, what was given, and where that lies', () => {
    const claim = {
      spec: { volumeName: 'pv', storageClassName: 'local', resources: { requests: { storage: '1Gi' } } },
      status: { phase: 'Bound', capacity: { storage: '2Gi' } },
    }
    expect(project('claims', claim)).toMatchObject({ requestedBytes: 2 ** 30, capacityBytes: 2 ** 31 })
    const deleted = { metadata: { ...metadata, deletionTimestamp: '2026-08-03T09:45:00Z' } }
    expect(project('claims', deleted).deletingAt).toBe(Date.UTC(2026, 7, 3, 9, 45))
  })

  const volume = (spec: object) => project('volumes', { spec })
  it.each([
    [{ hostPath: { path: '/srv/x' } }, { source: 'hostPath', path: '/srv/x' }],
    [{ local: { path: '/mnt/x' } }, { source: 'local', path: '/mnt/x' }],
    [{ nfs: { server: 'nas', path: '/x' } }, { source: 'nfs', path: 'nas:/x' }],
    [{ csi: { driver: 'ceph', volumeHandle: 'h' } }, { source: 'ceph', path: 'h' }],
    [{}, { source: '', path: '' }],
  ])('%o', (spec, place) => {
    expect(volume(spec)).toMatchObject(place)
  })

  it('are bound to a node only where that is the only one', () => {
    const bound = (...terms: string[][]) => ({
      nodeAffinity: {
        required: {
          nodeSelectorTerms: terms.map((values) => ({
            matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }],
          })),
        },
      },
    })
    expect(volume(bound(['binder-01'])).node).toBe('binder-01')
    expect(volume(bound(['a', 'b'])).node).toBe('')
    expect(volume(bound(['a'], ['b'])).node).toBe('')
  })
})

describe('storage classes', () => {
  const config = '- name: StorageType\n  value: "hostpath"\n- name: BasePath\n  value: "/var/k8s-storage"\n'
  it.each([
    [{ parameters: { pvDir: '/srv/pv' } }, '/srv/pv'],
    [{ metadata: { ...metadata, annotations: { 'cas.openebs.io/config': config } } }, '/var/k8s-storage'],
    [{}, ''],
  ])('say under which folder they make volumes', (more, path) => {
    expect(project('storageClasses', more).path).toBe(path)
  })

  it('say which is the default', () => {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
    expect(project('storageClasses', { metadata: { ...metadata, annotations } }).isDefault).toBe(true)
  })
})

describe('nodes', () => {
  const ready = { type: 'Ready', status: 'True', lastHeartbeatTime: '2026-08-03T09:44:00Z' }

  it('are told without heartbeats: they are no news', () => {
    const later = { ...ready, lastHeartbeatTime: '2026-08-03T09:49:00Z' }
    const [one, other] = [ready, later].map((condition) =>
      project('nodes', { status: { conditions: [condition] } }),
    )
    expect(one).toEqual(other)
    expect(one?.isReady).toBe(true)
  })

  it('say what pods may have of them', () => {
    const allocatable = { cpu: '7500m', memory: '16Gi', pods: '110', 'ephemeral-storage': '100Gi' }
    expect(project('nodes', { status: { allocatable } }).allocatable).toEqual({
      cpuMilli: 7_500,
      memoryBytes: 16 * 2 ** 30,
      pods: 110,
      storageBytes: 100 * 2 ** 30,
    })
  })

  it('have roles by their labels, and taints as kubectl writes them', () => {
    const labels = { 'node-role.kubernetes.io/control-plane': '', 'kubernetes.io/role': 'gpu' }
    const taints = [
      { key: 'gpu', value: 'yes', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
    ]
    expect(project('nodes', { metadata: { ...metadata, labels }, spec: { taints } })).toMatchObject({
      roles: ['control-plane', 'gpu'],
      taints: ['gpu=yes:NoSchedule', 'node.kubernetes.io/unschedulable:NoSchedule'],
    })
  })

  it('say who keeps pods away from them, as far as the API wrote it down', () => {
    const spec = { unschedulable: true }
    const set = (manager: string, time: string) => ({
      manager,
      time,
      fieldsV1: { 'f:spec': { 'f:unschedulable': {} } },
    })
    const managedFields = [
      set('kubelet', '2026-08-01T00:00:00Z'),
      { manager: 'calico', time: '2026-08-09T00:00:00Z', fieldsV1: { 'f:metadata': {} } },
      set('kubectl-cordon', '2026-08-03T00:00:00Z'),
    ]
    expect(project('nodes', { spec, metadata: { ...metadata, managedFields } }).cordoned).toEqual({
      by: 'kubectl-cordon',
      at: Date.UTC(2026, 7, 3),
    })
    const annotations = { 'hub.jupyter.org/image-cleaner-cordoned': 'x' }
    expect(project('nodes', { spec, metadata: { ...metadata, annotations } }).cordoned?.by).toBe(
      'image-cleaner',
    )
    expect(project('nodes', { spec }).cordoned).toEqual({ by: '', at: null })
    expect(project('nodes', { metadata: { ...metadata, managedFields } }).cordoned).toBeNull()
  })
})

describe('workloads', () => {
  it('count pods as their kind counts them', () => {
    const status = { replicas: 3, readyReplicas: 2, updatedReplicas: 1, availableReplicas: 2 }
    const counts = { current: 3, ready: 2, updated: 1, available: 2 }
    expect(project('deployments', { spec: { replicas: 4 }, status })).toMatchObject({ desired: 4, ...counts })
    expect(project('statefulSets', { status })).toMatchObject({ desired: 1, ...counts })
    const daemons = {
      desiredNumberScheduled: 4,
      currentNumberScheduled: 3,
      numberReady: 2,
      updatedNumberScheduled: 1,
      numberAvailable: 2,
    }
    expect(project('daemonSets', { status: daemons })).toMatchObject({ desired: 4, ...counts })
  })

  it('say why they do not get on', () => {
    const conditions = [
      { type: 'Available', status: 'False', message: 'too few' },
      { type: 'Progressing', status: 'False', message: 'timed out' },
      { type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' },
    ]
    expect(project('deployments', { status: { conditions } }).trouble).toBe('exceeded quota')
    expect(project('deployments', { status: { conditions: conditions.slice(0, 2) } }).trouble).toBe(
      'timed out',
    )
    expect(project('deployments', { status: { conditions: conditions.slice(0, 1) } }).trouble).toBe('')
  })

  it('know whether what they were told last is being carried out', () => {
    const told = { metadata: { ...metadata, generation: 2 } }
    expect(project('deployments', { ...told, status: { observedGeneration: 1 } }).isObserved).toBe(false)
    expect(project('deployments', { ...told, status: { observedGeneration: 2 } }).isObserved).toBe(true)
  })
})

describe('jobs', () => {
  const ended = (type: string) => ({ status: { conditions: [{ type, status: 'True', message: 'why' }] } })
  it.each([
    [{}, 'Running'],
    [ended('Complete'), 'Complete'],
    [ended('Failed'), 'Failed'],
    [ended('Suspended'), 'Suspended'],
    [{ metadata: { ...metadata, deletionTimestamp: '2026-08-03T09:45:00Z' } }, 'Terminating'],
  ])('%o', (more, status) => {
    expect(project('jobs', more)).toMatchObject({ status, trouble: status === 'Failed' ? 'why' : '' })
  })

  it.each([
    [{ completions: 3 }, '1/3'],
    [{}, '1/1'],
    [{ parallelism: 4 }, '1/1 of 4'],
  ])('with %o are as far as kubectl says', (spec, completions) => {
    expect(project('jobs', { spec, status: { succeeded: 1 } }).completions).toBe(completions)
  })
})

describe('events', () => {
  it('of both APIs say when they happened last, and how often', () => {
    const old = {
      type: 'Warning',
      count: 7,
      firstTimestamp: '2026-08-03T09:00:00Z',
      lastTimestamp: '2026-08-03T09:30:00Z',
      source: { component: 'kubelet' },
    }
    const now = {
      type: 'Warning',
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: '2026-08-03T09:00:00.000000Z',
      series: { count: 7, lastObservedTime: '2026-08-03T09:30:00.000000Z' },
      source: {},
      reportingComponent: 'kubelet',
    }
    const told = {
      isWarning: true,
      count: 7,
      createdAt: Date.UTC(2026, 7, 3, 9),
      lastAt: Date.UTC(2026, 7, 3, 9, 30),
      source: 'kubelet',
    }
    expect(project('events', old)).toMatchObject(told)
    expect(project('events', now)).toMatchObject(told)
  })
})

describe('config maps and secrets', () => {
  it('are measured, and what they say is let go', () => {
    const data = { password: Buffer.from('hunter2ö').toString('base64'), empty: '' }
    const secret = project('secrets', { type: 'Opaque', data })
    expect(secret).toMatchObject({
      type: 'Opaque',
      keys: [
        { name: 'empty', bytes: 0 },
        { name: 'password', bytes: 9 },
      ],
      bytes: 9,
    })
    expect(JSON.stringify(secret)).not.toContain(data.password)
    const map = project('configMaps', { data: { text: 'hunter2ö' }, binaryData: { raw: data.password } })
    expect(map).toMatchObject({ keyCount: 2, bytes: 18 })
    expect(JSON.stringify(map)).not.toMatch(/hunter2|aHVudGVy/)
  })

  it('with very many values name some and count all', () => {
    const data = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, 'x']))
    const row = project('configMaps', { data })
    expect(row).toMatchObject({ keyCount: 1_000, bytes: 1_000 })
    expect(row.keys).toHaveLength(50)
  })
})
