import { expect, test } from 'vitest'
import type { Facts } from '../../lib/shared/facts.ts'
import { type InstallRow, stepIds } from '../../lib/shared/install.ts'
import { installRow } from '../../lib/testing/install-row.ts'
import { clusterSeen } from './cluster-seen.ts'

/** Five minutes after the install was looked at. */
const now = 1_300_000
const until = (id: InstallRow['steps'][number]['id']) => installRow({ done: stepIds.indexOf(id) + 1 })
const says = (row: InstallRow | undefined, facts: Facts | null = null) => clusterSeen(row, facts, now)?.says

function bare(lookedAt: number, kubernetes: Facts['kubernetes'] = []): Facts {
  return {
    lookedAt,
    tookMs: 1,
    hostname: 'a',
    os: null,
    kernel: '',
    arch: '',
    cores: null,
    memory: null,
    disks: [],
    systemd: null,
    snapd: null,
    clockSkewMs: null,
    bootId: null,
    uptimeSeconds: null,
    network: null,
    firewall: null,
    busyPorts: [],
    docker: null,
    kubernetes,
  }
}

test('says as much as the checks saw, with their age', () => {
  expect(says(until('launch'))).toBe(
    'BinderHub runs on it, and its own health checks are well: seen 5 min ago.',
  )
  expect(says(until('install'))).toBe(
    'BinderHub is installed on it; whether it is well was not proven: seen 5 min ago.',
  )
  expect(says(until('ready'))).toBe('MicroK8s runs on it: seen 5 min ago.')
  expect(says(until('snap-install'))).toBe('MicroK8s is installed on it: seen 5 min ago.')
})

test('says nothing of what was not seen', () => {
  expect(says(undefined)).toBeUndefined()
  expect(says(until('preflight'))).toBeUndefined()
  expect(says({ ...until('launch'), checkedAt: null })).toBeUndefined()
})

test('an old look at the machine knows less, a later one that finds nothing knows better', () => {
  expect(says(until('ready'), bare(900_000))).toMatch('MicroK8s runs')
  expect(says(until('ready'), bare(1_100_000))).toBeUndefined()
  const microk8s = { kind: 'microk8s', version: 'v1.32.13', running: true } as Facts['kubernetes'][number]
  expect(says(until('ready'), bare(1_100_000, [microk8s]))).toMatch('MicroK8s runs')
})
