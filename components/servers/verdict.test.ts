import { describe, expect, test } from 'vitest'
import type { Facts } from '../../lib/shared/facts.ts'
import { judge, listed, verdictSentence } from './verdict.ts'

const good: Facts = {
  lookedAt: 0,
  tookMs: 900,
  hostname: 'teach-02',
  os: { id: 'ubuntu', version: '22.04', pretty: 'Ubuntu 22.04.5 LTS' },
  kernel: '5.15.0-130-generic',
  arch: 'x86_64',
  cores: 8,
  memory: { total: 32e9, available: 30e9 },
  disks: [
    { path: '/', total: 60e9, free: 10e9 },
    { path: '/var', total: 500e9, free: 412e9 },
  ],
  systemd: 'running',
  snapd: '2.63',
  clockSkewMs: 120,
  bootId: 'x',
  uptimeSeconds: 1000,
  network: { interface: 'enp3s0', address: '10.0.0.14/24', gateway: '10.0.0.1' },
  firewall: 'inactive',
  busyPorts: [],
  docker: null,
  kubernetes: [],
}

function verdictOn(fact: string, change: Partial<Facts>) {
  const found = judge({ ...good, ...change }, 'ops', 'sudo').find((verdict) => verdict.fact === fact)
  if (found === undefined) throw new Error(`no verdict on ${fact}`)
  return found
}

function sentenceFor(change: Partial<Facts>) {
  return verdictSentence(judge({ ...good, ...change }, 'ops', 'sudo'))
}

test('a server with everything is good, and every fact says so', () => {
  expect(judge(good, 'ops', 'sudo').every(({ kind }) => kind === 'ok')).toBe(true)
  expect(sentenceFor({})).toBe('A good server for a BinderHub.')
})

describe('what cannot be installed on', () => {
  test.each([
    ['System', { os: { id: 'debian', version: '12', pretty: 'Debian GNU/Linux 12' } }, 'Not Ubuntu'],
    ['System', { os: { id: 'ubuntu', version: '18.04', pretty: 'Ubuntu 18.04.6 LTS' } }, 'Too old'],
    ['System', { arch: 'aarch64' }, 'Other processor'],
    ['Cores and memory', { memory: { total: 4e9, available: 3e9 } }, 'Too little'],
    ['Disk', { disks: [{ path: '/', total: 60e9, free: 39e9 }] }, 'Too full'],
    ['Network', { network: null }, 'Cannot reach out'],
    ['Ports', { busyPorts: [16443] }, 'Taken'],
    ['snapd', { systemd: null }, 'Missing'],
    [
      'Kubernetes',
      { kubernetes: [{ kind: 'k3s' as const, version: 'v1.33.1+k3s1', running: true }] },
      'In the way',
    ],
  ])('%s %j: %s', (fact, change, word) => {
    expect(verdictOn(fact, change)).toMatchObject({ kind: 'fail', word })
    expect(sentenceFor(change)).toMatch(/^This server does not fit yet: .+\.$/)
  })

  test('all reasons stand in one sentence', () => {
    expect(sentenceFor({ memory: { total: 4e9, available: 1e9 }, network: null })).toMatch(
      /^This server does not fit yet: it has 4(\.0)? GB of memory and needs 8 GB and it has no default route.*\.$/,
    )
  })
})

describe('what can be mended first', () => {
  test('a clock that is 6 min behind', () => {
    expect(verdictOn('Clock', { clockSkewMs: -360_000 })).toMatchObject({
      kind: 'warn',
      found: '6 min behind',
    })
    expect(sentenceFor({ clockSkewMs: -360_000 })).toBe('A good server for a BinderHub. Set its clock first.')
  })

  test('30 s are still right, and half a second is not worth a word', () => {
    expect(verdictOn('Clock', { clockSkewMs: 30_000 })).toMatchObject({ kind: 'ok', found: '30 s ahead' })
    expect(verdictOn('Clock', { clockSkewMs: -500 }).found).toBe('right to the second')
  })

  test('a host name with capitals or an underscore, with the name it could have', () => {
    expect(verdictOn('Host name', { hostname: 'Teach_02' }).note?.command).toBe(
      'hostnamectl set-hostname teach-02',
    )
    expect(sentenceFor({ hostname: 'Teach_02', clockSkewMs: 60_000 })).toBe(
      'A good server for a BinderHub. Change its host name first and set its clock first.',
    )
  })

  test('a missing snapd', () => {
    expect(sentenceFor({ snapd: null })).toBe('A good server for a BinderHub. Install snapd first.')
  })

  test('Docker and a firewall are noted, and nothing has to be done about them first', () => {
    expect(verdictOn('Docker', { docker: '27.3.1' })).toMatchObject({
      kind: 'warn',
      word: 'Drops pod traffic',
    })
    expect(sentenceFor({ docker: '27.3.1', firewall: 'active' })).toBe('A good server for a BinderHub.')
  })
})

describe('what could not be read', () => {
  test.each([
    ['System', { os: null }],
    ['Cores and memory', { memory: null }],
    ['Disk', { disks: [] }],
    ['Clock', { clockSkewMs: null }],
    ['Host name', { hostname: '' }],
    ['Firewall', { firewall: null }],
  ])('%s is not known, never fine', (fact, change) => {
    expect(verdictOn(fact, change)).toMatchObject({ kind: 'unk', word: 'Not known' })
    expect(sentenceFor(change)).toBe('A good server as far as Bindery could see.')
  })

  test('the way to root while the link is down', () => {
    expect(judge(good, 'ops', null).find(({ fact }) => fact === 'Root')?.kind).toBe('unk')
  })
})

test('the ports of a MicroK8s that is already there are its own', () => {
  const change: Partial<Facts> = {
    busyPorts: [16443, 25000],
    kubernetes: [{ kind: 'microk8s', version: 'v1.32.13', channel: '1.32/stable', running: true }],
  }
  expect(verdictOn('Ports', change).kind).toBe('ok')
  expect(verdictOn('Kubernetes', change)).toMatchObject({ kind: 'ok', found: 'MicroK8s v1.32.13' })
})

test('the disk that counts is the one below /var', () => {
  expect(verdictOn('Disk', {}).found).toContain('/var')
  expect(verdictOn('Disk', { disks: [{ path: '/', total: 90e9, free: 50e9 }] }).kind).toBe('ok')
})

test('lists read like a sentence', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
})
