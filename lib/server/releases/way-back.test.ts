import { describe, expect, it } from 'vitest'
import { readValues } from '../binder-config/values.ts'
import type { KeptRelease } from './unpack-release.ts'
import { wayBack } from './way-back.ts'

const kept = (revision: number, values: KeptRelease['values']): KeptRelease => ({
  name: 'binder',
  revision,
  status: 'superseded',
  at: 1_000_000,
  chart: 'c',
  said: '',
  values,
  manifest: '',
})
const secretPaths = ['registry.password']

describe('the way back to a revision', () => {
  const target = kept(1, { replicas: 1, agree: 'yes', registry: { url: 'https://r', password: 'old' } })

  it('is Helm’s own where the secrets are those of today', () => {
    const current = kept(2, { replicas: 2, registry: { password: 'old' } })
    expect(wayBack({ target, current, secretPaths, saved: [] })).toMatchObject({
      how: 'rollback',
      secrets: [],
    })
  })

  it('is an upgrade with the secrets of today where they were changed since', () => {
    const current = kept(2, { registry: { password: 'new' } })
    expect(wayBack({ target, current, secretPaths, saved: [] })).toMatchObject({
      how: 'upgrade',
      secrets: ['registry.password'],
    })
  })

  it('is Helm’s own where nothing is deployed to compare with', () => {
    expect(wayBack({ target, current: null, secretPaths, saved: [] }).how).toBe('rollback')
  })

  it('brings the file as it was saved, or else the values without secrets, read as they were', () => {
    const text = '# mine\nreplicas: 1\nagree: "yes"\n'
    const values = { replicas: 1, agree: 'yes', registry: { password: 'old' } }
    const saved = [{ number: 1, text, at: 0, by: 'Ada', note: '' }]
    expect(wayBack({ target: kept(1, values), current: null, secretPaths, saved }).text).toBe(text)

    const made = wayBack({ target, current: null, secretPaths, saved: [] }).text
    expect(made).not.toContain('old')
    expect(readValues(made)).toEqual({ replicas: 1, agree: 'yes', registry: { url: 'https://r' } })
  })
})
