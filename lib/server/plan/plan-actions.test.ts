import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CheckRegistryInput } from '../../shared/registry-check.ts'
import { examplePlan } from '../../testing/plan-look-example.ts'
import type { Call } from '../actions/action.ts'
import type { ExecRequest } from '../ssh/remote-shell.ts'
import { createChartCache } from './chart-cache.ts'
import { type PlanDeps, planActions, planQueries } from './plan-actions.ts'

let folder: string
let sent: ExecRequest[]
let deps: PlanDeps

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-plan-'))
  sent = []
  deps = {
    record: (id) => ({ id, name: 'binder-01', user: 'ubuntu', host: '10.0.0.5' }),
    shellOf: () => ({
      async exec(request) {
        sent.push(request)
        return { code: 0, stdout: Buffer.from('verdict: ok\n'), stderr: Buffer.alloc(0) }
      },
      stream: () => Promise.reject(new Error('not asked for')),
    }),
    saved: () => ({ plan: examplePlan, registryToken: 'kept' }),
    charts: createChartCache(folder),
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const call = <Input>(input: Input): Call<Input> => ({
  actor: { personId: 'p', name: 'Ada', role: 'administrator', sessionId: 's', address: '' },
  input,
  params: { server: 's1' },
  signal: new AbortController().signal,
})
const check = async (input: CheckRegistryInput) => planActions(deps)[0]?.perform(call(input))
const { registry, imagePrefix } = examplePlan

it('tries the token that was saved where none is typed, over standard input only', async () => {
  expect(await check({ registry, imagePrefix })).toMatchObject({ verdict: 'ok' })
  expect(Buffer.from(sent[0]?.input ?? []).toString()).toBe('kept\n')
  expect(sent[0]?.script).not.toContain('kept')
})

it('sends the token that was saved to no other registry and for no other account', async () => {
  for (const other of [
    { kind: 'docker-hub', account: 'somebody' } as const,
    { kind: 'v2', url: 'https://elsewhere.test', user: 'robolab' } as const,
  ])
    await expect(check({ registry: other, imagePrefix })).rejects.toMatchObject({ field: 'registryToken' })
  expect(sent).toEqual([])
})

it('previews what the steps would do, and refuses what is no plan', () => {
  const preview = planQueries(deps).find(({ path }) => path.endsWith('/preview'))
  const ask = (plan: string) => preview?.answer(call(new URLSearchParams({ plan })))
  const seen = ask(JSON.stringify(examplePlan))
  expect(seen).toMatchObject({ usualMs: expect.any(Number) })
  expect(JSON.stringify(seen)).toContain('10.0.0.201-10.0.0.210')
  expect(() => ask('{}')).toThrow(expect.objectContaining({ code: 'invalid_input' }))
  expect(() => ask('not JSON')).toThrow(expect.objectContaining({ code: 'invalid_input' }))
})

it('looks once for all administrators who ask at once, and for nobody else', async () => {
  const look = planQueries(deps).find(({ path }) => path.endsWith('/look'))
  expect(look?.who).toBe('administrator')
  const ask = (folder: string) => look?.answer(call(new URLSearchParams({ folder })))
  await Promise.allSettled([ask('/srv/a'), ask('/srv/a'), ask('/srv/b')])
  expect(sent).toHaveLength(2)
  await Promise.allSettled([ask('/srv/a')])
  expect(sent).toHaveLength(3)
})

it('remembers charts for each server, over a restart', () => {
  const index = {
    readAt: 1,
    versions: [{ version: '1.0.0', kubeVersion: '', created: null, jupyterhub: null }],
  }
  deps.charts.put('s1', index)
  expect(createChartCache(folder).of('s1')).toEqual(index)
  expect(deps.charts.of('s2')).toBeNull()
})
