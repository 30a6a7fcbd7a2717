import { describe, expect, it } from 'vitest'
import { compareValues } from './compare-values.ts'

describe('values that differ', () => {
  it('tells each by its place, with what it was and what it became', () => {
    const before = { config: { LaunchQuota: { total_quota: 50 } }, replicas: 1, gone: true }
    const after = { config: { LaunchQuota: { total_quota: 80 } }, replicas: 1, list: ['a'] }
    expect(compareValues(before, after)).toEqual([
      { path: 'config.LaunchQuota.total_quota', before: '50', after: '80' },
      { path: 'gone', before: 'true', after: null },
      { path: 'list', before: null, after: '["a"]' },
    ])
  })

  it('tells every value of a map that is new, and of one that is gone', () => {
    expect(compareValues({}, { a: { b: 1, c: 'x' } })).toEqual([
      { path: 'a.b', before: null, after: '1' },
      { path: 'a.c', before: null, after: 'x' },
    ])
    expect(compareValues({ a: { b: 1 } }, {})).toEqual([{ path: 'a.b', before: '1', after: null }])
  })

  it('never says what a secret is: by its key, by its look, in a list, beside its name', () => {
    const at = (word: string) => ({
      registry: { password: `pw-${word}` },
      note: `ghp_${word.repeat(5)}abcdefghijklmnop`,
      extraEnv: [{ name: 'API_TOKEN', value: `env-${word}` }],
      proxies: [{ secretToken: `deep-${word}` }],
    })
    const changes = compareValues(at('older'), at('newer'))
    expect(changes.map(({ path }) => path)).toEqual(['registry.password', 'note', 'extraEnv', 'proxies'])
    expect(JSON.stringify(changes)).not.toMatch(/older|newer/)
  })
})
