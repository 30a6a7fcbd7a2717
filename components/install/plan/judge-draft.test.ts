import { expect, it } from 'vitest'
import { examplePlan, exampleLook as look } from '../../../lib/testing/plan-look-example.ts'
import { judgeDraft, problemsAt } from './judge-draft.ts'
import { draftOf, nodeOf, type PlanDraft, planOf, proposedDraft } from './plan-draft.ts'

const node = nodeOf(look)
const whole = draftOf(examplePlan, node)
const judge = (change: Partial<PlanDraft>, needsToken = false) => {
  const draft = { ...whole, ...change }
  return judgeDraft(draft, planOf(draft, node), look, needsToken)
}

it('gives the plan back that it was filled with', () => {
  expect(planOf(whole, node)).toEqual(examplePlan)
  for (const plan of [
    { ...examplePlan, addresses: { how: 'read' } as const, groupUser: null },
    { ...examplePlan, addresses: { how: 'fixed', binder: '10.0.0.205', hub: '10.0.0.204' } as const },
    {
      ...examplePlan,
      registry: { kind: 'v2', url: 'https://ghcr.io', user: 'lab' } as const,
      imagePrefix: 'ghcr.io/lab/x-',
    },
    { ...examplePlan, registry: { kind: 'addon' } as const, imagePrefix: '10.0.0.5:32000/binder/' },
  ])
    expect(planOf(draftOf(plan, node), node)).toEqual(plan)
})

it('lets addresses and names of images follow what they come from', () => {
  const plan = planOf({ ...whole, pool: '10.0.0.221 to 230', account: 'lab' }, node)
  expect(plan.addresses).toEqual({ how: 'fixed', binder: '10.0.0.221', hub: '10.0.0.222' })
  expect(plan.imagePrefix).toBe('lab/binder-')
})

it('asks a new server only for what nobody can propose', () => {
  const draft = proposedDraft(look)
  expect(judgeDraft(draft, planOf(draft, node), look, true)).toEqual({
    problems: [],
    missing: [
      { field: 'registry.account', what: 'your account on Docker Hub' },
      { field: 'registryToken', what: 'a token that may write' },
    ],
  })
  expect(judge({})).toEqual({ problems: [], missing: [] })
})

it.each(['', 'ten of them', '10.0.0.201'])('says once what a range looks like, for %j', (pool) => {
  const { problems } = judge({ pool })
  expect(problemsAt(problems, 'pool', 'wrong')).toBe(
    'Write a first and a last address: 10.0.0.201-10.0.0.210.',
  )
})

it('says every thing to be careful about, and none of them beside what is wrong', () => {
  const pool = judge({ pool: '10.0.0.15-10.0.0.120', how: 'read' }).problems
  expect(problemsAt(pool, 'pool', 'wrong')).toBeNull()
  expect(problemsAt(pool, 'pool', 'careful')).toMatch(/10\.0\.0\.17 is in use.*DHCP/s)
  const server = judge({ pool: '10.0.0.2-10.0.0.120', how: 'read' }).problems
  expect(problemsAt(server, 'pool', 'wrong')).toContain('this server itself')
  expect(problemsAt(server, 'pool', 'careful')).toBeNull()
})

it('speaks in the words of the field itself first', () => {
  const { problems } = judge({ namespace: 'Kube-System', storagePath: 'relative', account: 'Lab' })
  expect(problemsAt(problems, 'namespace', 'wrong')).toContain('lower-case')
  expect(problemsAt(problems, 'storage.path', 'wrong')).toContain('from the root on')
  expect(problemsAt(problems, 'registry.account', 'wrong')).toContain('without capitals')
})
