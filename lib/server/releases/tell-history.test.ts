import { describe, expect, it } from 'vitest'
import type { RunRow } from '../../shared/run-row.ts'
import { configOf, tellHistory } from './tell-history.ts'
import type { KeptRelease } from './unpack-release.ts'

const kept = (fields: Partial<KeptRelease>): KeptRelease => ({
  name: 'binder',
  revision: 1,
  status: 'deployed',
  at: 1_000_000,
  chart: '1.0.0-0.dev.git.3941.h9056a226',
  said: '',
  values: {},
  manifest: '',
  ...fields,
})
const run = (fields: Partial<RunRow>): RunRow => ({
  id: 'r',
  serverId: 's',
  serverName: 's',
  title: 'Upgrade',
  by: 'Ada',
  createdAt: 0,
  startedAt: 990_000,
  endedAt: 1_020_000,
  status: { state: 'exited', code: 0 },
  bytes: 0,
  ...fields,
})
const saved = (number: number, text: string, at = 900_000) => ({ number, text, at, by: 'Ada', note: '' })

describe('the history as people read it', () => {
  it('tells what changed against the one before, and nothing of what is no longer kept', () => {
    const history = [kept({ revision: 2, values: { a: { b: 2 } } }), kept({ values: { a: { b: 1 } } })]
    expect(tellHistory({ history, saved: [], runs: [] }).map(({ changed }) => changed)).toEqual([
      ['a.b'],
      null,
    ])
  })

  it('knows the run that went when Helm wrote it; what nobody here did is done by hand', () => {
    const history = [kept({ revision: 2, at: 2_000_000 }), kept({})]
    const told = tellHistory({ history, saved: [], runs: [run({})] })
    expect(told.map((one) => one.run?.by ?? null)).toEqual([null, 'Ada'])
  })
})

describe('the binder.yaml that a revision was made from', () => {
  const values = { replicas: 2, registry: { password: 'x' }, jupyterhub: { proxy: { secretToken: 'y' } } }

  it('is the newest whose values it has, beside what secret.yaml adds', () => {
    const texts = [
      saved(3, 'replicas: 3\n'),
      saved(2, '# a comment\nreplicas: 2\n'),
      saved(1, 'replicas: 2\n'),
    ]
    expect(configOf(kept({ values }), texts)?.number).toBe(2)
  })

  it('is none that was saved later, that says more, or that says less than somebody set by hand', () => {
    expect(configOf(kept({ values }), [saved(1, 'replicas: 2\n', 2_000_000)])).toBeNull()
    expect(configOf(kept({ values }), [saved(1, 'replicas: 2\nmore: 1\n')])).toBeNull()
    expect(configOf(kept({ values: { ...values, byHand: 1 } }), [saved(1, 'replicas: 2\n')])).toBeNull()
  })

  it('passes over a text that is no YAML', () => {
    expect(configOf(kept({ values }), [saved(2, 'a: [\n'), saved(1, 'replicas: 2\n')])?.number).toBe(1)
  })
})
