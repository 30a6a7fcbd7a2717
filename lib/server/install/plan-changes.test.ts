import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { rigPlan, rigStep } from '../../testing/install-rig.ts'
import { changedSteps, isOtherAccount } from './plan-changes.ts'

it('another plan changes the steps whose script it changes, and those that hide a new token in it', () => {
  const folder = `${mkdtempSync(join(tmpdir(), 'bindery-plan-'))}/`
  const steps = [
    rigStep({ id: 'dns', folder }),
    { ...rigStep({ id: 'config', folder }), script: () => 'write', secrets: () => ({ TOKEN: 'x' }) },
  ]
  const other = { ...rigPlan, storage: { kind: 'hostpath' as const, path: '/srv/other' } }
  const ids = (...more: [typeof rigPlan, boolean]) =>
    changedSteps(steps, rigPlan, ...more).map(({ id }) => id)
  expect(ids(rigPlan, false)).toEqual([])
  expect(ids(other, false)).toEqual(['dns'])
  expect(ids(rigPlan, true)).toEqual(['config'])
  rmSync(folder, { recursive: true })
})

it('a token is of one account at one registry', () => {
  const hub = { kind: 'docker-hub' as const, account: 'ada' }
  const v2 = { kind: 'v2' as const, url: 'https://ghcr.io', user: 'ada' }
  expect(isOtherAccount(hub, { ...hub })).toBe(false)
  expect(isOtherAccount(hub, { ...hub, account: 'bob' })).toBe(true)
  expect(isOtherAccount(hub, v2)).toBe(true)
  expect(isOtherAccount(v2, { ...v2, url: 'http://ghcr.io' })).toBe(true)
  expect(isOtherAccount({ kind: 'addon' }, { kind: 'addon' })).toBe(false)
})
