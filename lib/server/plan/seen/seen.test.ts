import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { examplePlan } from '../../../testing/plan-look-example.ts'
import { folderSeen } from '../../steps/seen/folder.ts'
import type { Observation } from '../../steps/step.ts'
import { channelsSeen } from './channels-seen.ts'
import { chartIndexSeen, keptCharts } from './chart-index-seen.ts'
import { objectsSeen, poolSeen, releasesSeen } from './cluster-for-plan.ts'
import { disksSeen } from './disks-seen.ts'
import { dockerSeen } from './docker-seen.ts'
import { networkSeen } from './network-seen.ts'

const read = <Seen>(observation: Observation<Seen>, text: string, code = 0): Seen =>
  observation.parse({ text, code }, examplePlan)

const inet = (local: string, prefixlen: number, more = {}) => ({
  family: 'inet',
  local,
  prefixlen,
  scope: 'global',
  ...more,
})
const network = (neighbours: object[], asked: string) =>
  read(
    networkSeen,
    [
      JSON.stringify([
        { ifname: 'lo', addr_info: [inet('127.0.0.1', 8, { scope: 'host' }), inet('10.0.0.105', 32)] },
        { ifname: 'docker0', addr_info: [inet('172.17.0.1', 16)] },
        { ifname: 'ens4', addr_info: [inet('192.168.7.2', 24)] },
        { ifname: 'ens3', addr_info: [inet('10.0.0.5', 24, { dynamic: true }), inet('10.0.0.106', 32)] },
      ]),
      JSON.stringify([
        { dst: 'default', gateway: '10.0.0.1', dev: 'ens3', protocol: 'dhcp' },
        { dst: '10.1.77.0/26', dev: 'vxlan.calico' },
      ]),
      JSON.stringify(neighbours),
      asked,
    ].join('\n\n'),
  )

it('knows the networks of the server, that of the default route first, and those inside of it', () => {
  const { subnets, others } = network([], '10.0.0.5/24 256\n192.168.7.2/24 256')
  expect(subnets).toMatchObject([
    { interface: 'ens3', address: '10.0.0.5', cidr: '10.0.0.0/24', gateway: '10.0.0.1', leased: true },
    { interface: 'ens4', cidr: '192.168.7.0/24', gateway: null, leased: false },
  ])
  expect(others.map(({ cidr }) => cidr)).toEqual(['172.17.0.0/16', '10.1.77.0/26'])
})

it('takes for present whoever gave a hardware address, and nobody else', () => {
  const { subnets } = network(
    [
      { dst: '10.0.0.99', dev: 'ens3', lladdr: 'aa:bb', state: ['STALE'] },
      { dst: '10.0.0.9', dev: 'ens3', lladdr: 'aa:bc', state: ['REACHABLE'] },
      { dst: '10.0.0.10', dev: 'ens3', state: ['INCOMPLETE'] },
      { dst: '10.0.0.11', dev: 'ens3', lladdr: 'aa:bd', state: ['FAILED'] },
      { dst: '192.168.7.9', dev: 'ens4', lladdr: 'aa:be', state: ['DELAY'] },
    ],
    '10.0.0.5/24 256',
  )
  expect(subnets.map(({ answered }) => answered)).toEqual([['10.0.0.9', '10.0.0.99'], ['192.168.7.9']])
  expect(subnets.map(({ asked }) => asked)).toEqual([{ first: '10.0.0.0', last: '10.0.0.255' }, null])
})

it('knows nothing of networks where ip says nothing', () => {
  expect(read(networkSeen, '', 127)).toEqual({ subnets: [], others: [] })
  expect(read(networkSeen, '[{"ifname": 3, "addr_info": "x"}]\n\nnot JSON')).toEqual({
    subnets: [],
    others: [],
  })
})

it('takes real disks, says why others are none, and leaves out what is nobody else’s', () => {
  const seen = read(
    disksSeen,
    `Filesystem Type 1-blocks Used Available Capacity Mounted on
/dev/sda1 ext4 500000000000 88000000000 412000000000 18% /
tmpfs tmpfs 800000000 0 800000000 0% /run
/dev/loop3 squashfs 66000000 66000000 0 100% /snap/core22/1
/dev/sdb1 xfs 2000000000000 0 2000000000000 0% /mnt/my data
nas:/x nfs4 9000000000000 0 9000000000000 0% /mnt/nas
/dev/sdc1 ext4 1000000000 0 1000000000 0% /mnt/old
overlay overlay 500000000000 88000000000 412000000000 18% /var/lib/docker/overlay2/x/merged

/dev/sda1 / ext4 rw,relatime 0 0
/dev/sdb1 /mnt/my\\040data xfs rw 0 0
/dev/sdc1 /mnt/old ext4 ro,relatime 0 0`,
  )
  expect(seen.map(({ mount, unfit }) => [mount, unfit])).toEqual([
    ['/', null],
    ['/mnt/my data', null],
    ['/mnt/nas', expect.stringContaining('on the network')],
    ['/mnt/old', 'it is read-only'],
  ])
  expect(seen[0]).toMatchObject({ free: 412e9, total: 500e9 })
})

it('offers numbered channels, each with its version', () => {
  const channels = read(
    channelsSeen,
    `name:      microk8s
tracking:     1.31/stable
channels:
  1.32/stable:           v1.32.13 2026-07-14 (8465) 180MB classic
  1.32/candidate:        ↑
  latest/stable:         v1.33.9 2026-07-14 (8465) 180MB classic
  1.34-strict/stable:    v1.34.5 2026-07-14 (8613) 180MB -
  1.20/stable:           --
installed:               v1.31.14             (8340) 180MB classic,held`,
  )
  expect(channels).toEqual([
    { name: '1.32/stable', version: 'v1.32.13' },
    { name: '1.32/candidate', version: 'v1.32.13' },
  ])
  expect(read(channelsSeen, 'error: unable to contact snap store', 1)).toEqual([])
})

it('takes Docker for there only where it answers', () => {
  expect(read(dockerSeen, '27.1.1 3\n')).toEqual({ version: '27.1.1', containers: 3 })
  expect(read(dockerSeen, '', 1)).toBeNull()
  expect(read(dockerSeen, ' 0\n')).toBeNull()
})

const packed = (text: string) => gzipSync(text).toString('base64')

it('sorts charts by the commits they count, and old ones by their date', () => {
  const index = `entries:
  binderhub:
  - {version: 0.2.0-n988.h1, created: "2020-01-01T00:00:00Z"}
  - {version: 0.2.0-n1011.h2, created: "2020-06-01T00:00:00Z"}
  - {version: 1.0.0-0.dev.git.999.habcdef0, kubeVersion: ">=1.23.0-0"}
  - {version: 1.0.0-0.dev.git.3941.h9056a226, kubeVersion: ">=1.28.0-0", dependencies: [{version: 4.2.0}]}
  - {version: "$(reboot)"}
  - {version: 3}
  jupyterhub: []`
  const versions = read(chartIndexSeen, packed(index))
  expect(versions?.map(({ version }) => version)).toEqual([
    '1.0.0-0.dev.git.3941.h9056a226',
    '1.0.0-0.dev.git.999.habcdef0',
    '0.2.0-n1011.h2',
    '0.2.0-n988.h1',
  ])
  expect(versions?.[0]).toMatchObject({ kubeVersion: '>=1.28.0-0', jupyterhub: '4.2.0' })
})

it.each([
  ['an error of curl', '', 22],
  ['a web page', packed('<html>'), 0],
  ['half an answer', packed('entries: {}').slice(0, 20), 0],
  ['no binderhub in it', packed('entries: {nginx: []}'), 0],
])('has no charts with %s', (_what, text, code) => {
  expect(read(chartIndexSeen, text, code)).toBeNull()
})

it('reads the first range of the pool of the add-on, also as a network', () => {
  const pool = (name: string, ...addresses: string[]) => ({ metadata: { name }, spec: { addresses } })
  const items = (...all: object[]) => JSON.stringify({ items: all })
  expect(
    read(poolSeen, items(pool('mine', '10.0.0.9-10.0.0.12'), pool('default-addresspool', '10.0.0.240/30'))),
  ).toEqual({ first: '10.0.0.240', last: '10.0.0.243' })
  expect(read(poolSeen, items())).toBeNull()
  expect(read(poolSeen, '', 1)).toBeNull()
})

it('reads releases out of Helm’s own records, the newest revision of each', () => {
  const secret = (version: string, values: object) => {
    const release = {
      name: 'binder',
      namespace: 'hubs',
      info: { status: 'deployed' },
      chart: { metadata: { name: 'binderhub', version } },
      config: values,
    }
    const helm = gzipSync(JSON.stringify(release)).toString('base64')
    return Buffer.from(helm).toString('base64')
  }
  const items = [
    { metadata: { labels: { version: '9' } }, data: { release: secret('1.0.0-b', { a: 1 }) } },
    { metadata: { labels: { version: '10' } }, data: { release: secret('1.0.0-c', { a: 2 }) } },
    { metadata: { labels: { version: '11' } }, data: { release: 'bm90IGEgcmVsZWFzZQ==' } },
  ]
  expect(read(releasesSeen, JSON.stringify({ items }))).toMatchObject({
    releases: [
      { name: 'binder', namespace: 'hubs', chart: 'binderhub', chartVersion: '1.0.0-c', values: { a: 2 } },
    ],
    cut: false,
  })
  expect(read(releasesSeen, '', 1)).toEqual({ releases: [], cut: false })
})

it('unpacks no more of releases than 8 MB in all, and 50 of them, and says so', () => {
  const secrets = (count: number, mb: number) => {
    const items = Array.from({ length: count }, (_, at) => {
      const release = `{"name":"r${at}","namespace":"n","config":"${'x'.repeat(mb * 1024 * 1024)}"}`
      const data = { release: Buffer.from(packed(release)).toString('base64') }
      return { metadata: { labels: { version: String(count - at) } }, data }
    })
    const { releases, cut } = read(releasesSeen, JSON.stringify({ items }))
    return [releases.length, cut]
  }
  expect(secrets(50, 0)).toEqual([50, false])
  expect(secrets(51, 0)).toEqual([50, true])
  expect(secrets(10, 1)).toEqual([7, true])
  expect(secrets(1, 9)).toEqual([0, true])
})

it('reads no index of more than 4 MB, and keeps the newest 500 versions and those in use', () => {
  const index = (count: number, more = '') => {
    const one = (at: number) => `  - {version: 1.0.0-0.dev.git.${at}.habcdef0}\n`
    return packed(
      `entries:\n  binderhub:\n${Array.from({ length: count }, (_, at) => one(at)).join('')}${more}`,
    )
  }
  const versions = read(chartIndexSeen, index(502)) ?? []
  expect(versions).toHaveLength(502)
  const kept = keptCharts(versions, ['1.0.0-0.dev.git.0.habcdef0', undefined])
  expect(kept).toHaveLength(501)
  expect(kept.at(-1)?.version).toBe('1.0.0-0.dev.git.0.habcdef0')
  expect(read(chartIndexSeen, index(1, `# ${'x'.repeat(4 * 1024 * 1024)}\n`))).toBeNull()
})

it('reads df from the end of its line, however its names look, and in no time what is no line', () => {
  const folder = (df: string) => read(folderSeen('/srv'), `folder\nyes\nyes\n${df}\n/srv`)
  expect(folder('//nas/our  share 5% cifs 100 40 60 40% /mnt/my  data 9%')?.on).toMatchObject({
    mount: '/mnt/my  data 9%',
    type: 'cifs',
    free: 60,
    total: 100,
  })
  const began = performance.now()
  for (const df of [
    ' '.repeat(200_000),
    '1 '.repeat(100_000),
    `/dev/sda1 ext4 1 1 1 1% /${'x'.repeat(5_000)}`,
  ]) {
    expect(folder(df)).toBeNull()
    expect(read(disksSeen, `\n${df}\n\n`)).toEqual([])
  }
  expect(performance.now() - began).toBeLessThan(500)
})

it('knows where both kinds of storage class keep their volumes', () => {
  const items = [
    { kind: 'Node', status: { nodeInfo: { kubeletVersion: 'v1.32.13' } } },
    {
      kind: 'StorageClass',
      metadata: { name: 'a', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'microk8s.io/hostpath',
      parameters: { pvDir: '/srv/our data' },
    },
    {
      kind: 'StorageClass',
      metadata: {
        name: 'b',
        annotations: {
          'cas.openebs.io/config':
            '- name: StorageType\n  value: "hostpath"\n- name: BasePath\n  value: "/mnt/x/"\n',
        },
      },
      provisioner: 'openebs.io/local',
    },
  ]
  const seen = read(objectsSeen, JSON.stringify({ items }))
  expect(seen?.kubernetes).toBe('1.32')
  expect(seen?.storageClasses.map(({ path, isDefault }) => [path, isDefault])).toEqual([
    ['/srv/our data', true],
    ['/mnt/x/', false],
  ])
  expect(read(objectsSeen, '{"items": []}', 1)).toBeNull()
})
