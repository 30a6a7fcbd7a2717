import { describe, expect, it } from 'vitest'
import type { ClaimRow } from '../../lib/shared/claim-row.ts'
import type { VolumeRow } from '../../lib/shared/volume-row.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { claimLines, standingOfClaim } from './claim-line.ts'

const claim = (more: Partial<ClaimRow> = {}): ClaimRow => ({
  uid: 'c',
  namespace: 'binder',
  name: 'hub-db-dir',
  createdAt: 1,
  labels: {},
  phase: 'Bound',
  volume: 'pvc-1',
  requestedBytes: 1,
  capacityBytes: 1,
  accessModes: [],
  storageClass: 'local',
  deletingAt: null,
  ...more,
})
const volume = { name: 'pvc-1', path: '/srv/pvc-1', node: 'binder-01' } as VolumeRow
const volumes = new Map([['pvc-1', volume]])
const lineOf = (more: Partial<ClaimRow>, pods = [examplePod('hub-1', { claims: ['hub-db-dir'] })]) => {
  const [line] = claimLines([claim(more)], pods, volumes)
  if (!line) throw new Error('no line')
  return line
}

describe('who uses a claim', () => {
  it('are the pods of its namespace that mount it, by name', () => {
    const pods = [
      examplePod('hub-2', { claims: ['other', 'hub-db-dir'] }),
      examplePod('hub-1', { claims: ['hub-db-dir'] }),
      examplePod('elsewhere', { claims: ['hub-db-dir'], namespace: 'other' }),
    ]
    expect(lineOf({}, pods).users).toEqual(['hub-1', 'hub-2'])
  })

  it('are not pods that are through', () => {
    const pods = (['Succeeded', 'Failed'] as const).map((phase) =>
      examplePod(phase, { claims: ['hub-db-dir'], phase }),
    )
    expect(lineOf({}, pods).users).toEqual([])
  })

  it('are not known before the pods are', () => {
    expect(claimLines([claim()], null, volumes)[0]?.users).toBeNull()
  })
})

it('has its data where its volume has it', () => {
  expect(lineOf({})).toMatchObject({ path: '/srv/pvc-1', node: 'binder-01' })
  expect(lineOf({ volume: '' })).toMatchObject({ path: '', node: '' })
})

it.each<[Partial<ClaimRow>, string]>([
  [{}, 'In use'],
  [{ name: 'unused' }, 'Not in use'],
  [{ phase: 'Pending' }, 'No volume yet'],
  [{ phase: 'Lost' }, 'Volume is gone'],
  [{ deletingAt: 1 }, 'Deleted once unused'],
  [{ deletingAt: 1, name: 'unused' }, 'Being deleted'],
  [{ phase: 'New' }, 'New'],
])('%o: %s', (more, word) => {
  expect(standingOfClaim(lineOf(more)).word).toBe(word)
})
