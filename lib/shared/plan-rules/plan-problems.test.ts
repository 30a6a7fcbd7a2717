import { expect, it } from 'vitest'
import { exampleLook as look, examplePlan as plan } from '../../testing/plan-look-example.ts'
import type { Plan } from '../plan.ts'
import type { FolderSeen, PlanLook } from '../plan-look.ts'
import { planProblems } from './plan-problems.ts'

/** As `field severity`, with the sentence for matching. */
const found = (change: Partial<Plan>, seen: PlanLook | null = look) =>
  planProblems({ ...plan, ...change }, seen).map((one) => ({
    at: `${one.field} ${one.severity}`,
    says: one.message,
  }))

const pool = (first: string, last: string): Partial<Plan> => ({
  pool: { first, last },
  addresses: { how: 'read' },
})

it('has nothing to say of answers that are right', () => {
  expect(found({})).toEqual([])
  expect(found({}, null)).toEqual([])
})

it.each([
  ['an octet above 255', '10.0.0.300', '10.0.0.310', 'pool.first wrong', '10.0.0.300 is no IPv4 address'],
  ['a last that is none', '10.0.0.201', '10.0.0', 'pool.last wrong', 'is no IPv4 address'],
  ['an end before the beginning', '10.0.0.210', '10.0.0.201', 'pool.first wrong', 'ends before it begins'],
  ['a single address', '10.0.0.210', '10.0.0.210', 'pool.first wrong', 'At least two'],
  ['the server itself', '10.0.0.2', '10.0.0.9', 'pool.first wrong', '10.0.0.5, the address of this server'],
  ['the router', '10.0.0.1', '10.0.0.3', 'pool.first wrong', 'router'],
  ['the network address', '10.0.0.0', '10.0.0.0', 'pool.first wrong', 'At least two'],
  ['the broadcast address', '10.0.0.250', '10.0.0.255', 'pool.first wrong', 'broadcast'],
  ['the pods', '10.1.7.1', '10.1.7.9', 'pool.first wrong', 'pods'],
  ['a range around the pods', '10.0.255.250', '10.2.0.9', 'pool.first wrong', 'pods'],
  ['the services', '10.152.183.9', '10.152.183.19', 'pool.first wrong', 'services of the cluster'],
  ['loopback', '127.0.0.2', '127.0.0.9', 'pool.first wrong', 'itself'],
  ['link-local', '169.254.1.1', '169.254.1.9', 'pool.first wrong', '169.254'],
  ['multicast', '239.1.1.1', '239.1.1.9', 'pool.first wrong', 'multicast'],
  ['the network of Docker', '172.17.3.1', '172.17.3.9', 'pool.first wrong', 'docker0'],
  ['another network', '192.168.9.1', '192.168.9.9', 'pool.first careful', 'outside of this server'],
  ['half outside', '10.0.0.201', '10.0.0.254', 'pool.first careful', '10.0.0.240 is in use'],
  ['what DHCP usually lends', '10.0.0.120', '10.0.0.130', 'pool.first careful', 'DHCP'],
])('finds a range with %s', (_what, first, last, at, says) => {
  expect(found(pool(first, last))).toEqual([{ at, says: expect.stringContaining(says) }])
})

it('does not take the own addresses of the cluster for those of others', () => {
  const cluster = {
    kubernetes: '1.32',
    pool: { first: '10.0.0.235', last: '10.0.0.245' },
    namespaces: [],
    releases: [],
  }
  expect(found(pool('10.0.0.235', '10.0.0.245'), { ...look, cluster })).toEqual([])
})

it('reaches as far as an address that was lent', () => {
  const [subnet] = look.network.subnets
  const leased = {
    ...look,
    network: { ...look.network, subnets: [{ ...subnet!, address: '10.0.0.220', leased: true }] },
  }
  expect(found(pool('10.0.0.205', '10.0.0.214'), leased)).toMatchObject([{ at: 'pool.first careful' }])
})

it.each([
  ['not in the range', { binder: '10.0.0.201', hub: '10.0.0.99' }, 'addresses.hub wrong'],
  ['none', { binder: '10.0.0.999', hub: '10.0.0.202' }, 'addresses.binder wrong'],
  ['the same twice', { binder: '10.0.0.201', hub: '10.0.0.201' }, 'addresses.hub wrong'],
])('finds a fixed address that is %s', (_what, ends, at) => {
  expect(found({ addresses: { how: 'fixed', ...ends } })).toMatchObject([{ at }])
})

const root = look.fileSystems[0]!
const folder = (path: string, seen: Partial<FolderSeen>): PlanLook => ({
  ...look,
  folders: [{ path, is: 'missing', real: path, on: root, empty: true, ...seen }],
})

it.each([
  ['a path that is not absolute', 'srv/x', look, 'wrong', 'from the root'],
  ['a network disk', '/mnt/share/k8s', look, 'wrong', 'on the network'],
  ['a tiny disk', '/mnt/tiny/k8s', look, 'wrong', '1 GB free'],
  ['a small disk', '/data/k8s', look, 'careful', 'only 8 GB'],
  ['a folder of the system', '/usr/share/x', look, 'wrong', 'looked after by the system'],
  ['the whole of /etc', '/etc', look, 'wrong', 'looked after by the system'],
  ['a file', '/srv/x', folder('/srv/x', { is: 'file' }), 'wrong', 'is a file'],
  [
    'a link to nothing',
    '/srv/x',
    folder('/srv/x', { is: 'dead-link', real: '/mnt/gone' }),
    'wrong',
    'not there',
  ],
  ['a file on the way', '/srv/x/y', folder('/srv/x/y', { is: 'within-file' }), 'wrong', 'on the way'],
  [
    'memory',
    '/srv/x',
    folder('/srv/x', { on: { ...root, unfit: 'it is no disk (tmpfs)' } }),
    'wrong',
    'no disk',
  ],
  ['a link', '/srv/x', folder('/srv/x', { real: '/home/x' }), 'careful', 'leads to /home/x'],
  [
    'a link into the system',
    '/srv/x',
    folder('/srv/x', { real: '/var/lib/docker/x' }),
    'wrong',
    'leads to /var/lib/docker/x',
  ],
  [
    'a folder with something in it',
    '/srv/x',
    folder('/srv/x', { is: 'folder', empty: false }),
    'careful',
    'something in it',
  ],
])('finds %s', (_what, path, seen, severity, says) => {
  expect(found({ storage: { kind: 'hostpath', path } }, seen)).toEqual([
    { at: `storage.path ${severity}`, says: expect.stringContaining(says) },
  ])
})

const hub = { kind: 'docker-hub', account: 'robolab' } as const
const ghcr = { kind: 'v2', url: 'https://ghcr.io', user: 'robolab' } as const

it.each([
  [hub, 'binder-', 'imagePrefix wrong'],
  [hub, 'ghcr.io/robolab/binder-', 'imagePrefix wrong'],
  [hub, 'docker.io/robolab/binder-', null],
  [hub, 'lab/binder-', 'imagePrefix careful'],
  [ghcr, 'ghcr.io/robolab/binder-', null],
  [ghcr, 'ghcr.io/binder-', 'imagePrefix wrong'],
  [ghcr, 'quay.io/robolab/binder-', 'imagePrefix wrong'],
  [ghcr, 'robolab/binder-', 'imagePrefix wrong'],
  [
    { kind: 'v2', url: 'https://docker.io', user: 'robolab' } as const,
    'docker.io/robolab/binder-',
    'registry.url wrong',
  ],
  [{ kind: 'addon' } as const, '10.0.0.5:32000/binder/', null],
])('judges %j with the prefix %s', (registry, imagePrefix, at) => {
  expect(found({ registry, imagePrefix }).map((one) => one.at)).toEqual(at === null ? [] : [at])
})

const cluster = {
  kubernetes: '1.27',
  pool: null,
  namespaces: ['default'],
  releases: [
    { name: 'bhub', namespace: 'hubs', chart: 'binderhub', status: 'deployed' },
    { name: 'web', namespace: 'sites', chart: 'nginx', status: 'deployed' },
  ],
}

it.each([
  ['kube-system', 'binder', 'namespace wrong'],
  ['default', 'binder', 'namespace wrong'],
  ['metallb-system', 'binder', 'namespace wrong'],
  ['hubs', 'bhub', null],
  ['hubs', 'binder', 'release wrong'],
  ['sites', 'web', 'release wrong'],
  ['sites', 'binder', 'namespace careful'],
  ['binder', 'binder', 'namespace careful'],
])('judges namespace %s with release %s', (namespace, release, at) => {
  const there = { ...look, cluster: { ...cluster, kubernetes: '1.32' } }
  expect(found({ namespace, release }, there).map((one) => one.at)).toEqual(at === null ? [] : [at])
})

it('pairs the chart with the channel, and with the Kubernetes that is there', () => {
  expect(found({ channel: '1.26/stable' })).toMatchObject([{ at: 'chartVersion wrong' }])
  expect(found({ namespace: 'hubs', release: 'bhub' }, { ...look, cluster })).toMatchObject([
    { at: 'chartVersion wrong' },
  ])
  expect(found({ channel: '1.99/stable' })).toMatchObject([{ at: 'channel wrong' }])
  expect(found({ chartVersion: '9.9.9' })).toMatchObject([{ at: 'chartVersion wrong' }])
})

it('keeps quiet about what could not be read', () => {
  const unread = { ...look, channels: [], charts: { versions: [], readAt: null }, fileSystems: [] }
  expect(found({ channel: '1.99/stable', chartVersion: '9.9.9' }, unread)).toEqual([])
})
