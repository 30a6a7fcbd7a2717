import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Blast } from '../../shared/blast.ts'
import type { StepStory } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { type InstallRig, installRig, rigPlan, rigStep } from '../../testing/install-rig.ts'
import { type LocalLink, localLink } from '../../testing/local-shell.ts'
import { type RunConsole, runConsole } from '../../testing/run-console.ts'
import type { Action, Actor } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { describeAction, performAction } from '../actions/perform-action.ts'
import { installActions, installQueries } from './install-actions.ts'
import { REGISTRY_TOKEN } from './world.ts'

const actor: Actor = { personId: 'p', name: 'ada', role: 'administrator', sessionId: 's', address: '' }
const hub: Plan = {
  ...rigPlan,
  registry: { kind: 'docker-hub', account: 'ada' },
  imagePrefix: 'ada/binder-',
}

describe('requests about an install', () => {
  let here: RunConsole
  let link: LocalLink
  let rig: InstallRig
  let actions: Map<string, Action>
  let demandPlanFits: (plan: Plan) => Promise<void>
  beforeEach(() => {
    // Nothing runs in these tests: what is begun waits for a link.
    link = localLink()
    here = runConsole({ link })
    const folder = `${here.folder}/`
    const steps = [
      rigStep({ id: 'dns', folder, undo: 'true', more: { skip: 'Names are not found' } }),
      {
        ...rigStep({ id: 'registry-check', folder }),
        secrets: () => ({ TOKEN: 'x' }),
        script: () => 'check',
      },
    ]
    rig = installRig(here, link, steps, { plan: null })
    demandPlanFits = async () => {}
    const all = installActions({
      installer: rig.installer,
      serverName: () => 'binder-01',
      keepsSecrets: () => true,
      demandPlanFits: (_shell, plan) => demandPlanFits(plan),
    })
    actions = new Map(all.map((action) => [action.name, action]))
  })
  afterEach(async () => {
    await rig.stop()
    await here.runs.stop()
    here.store.close()
    rmSync(here.folder, { recursive: true })
  })

  const asked = (body: unknown, server = 'srv') => ({
    actor,
    stillActor: () => actor,
    params: { server },
    body: async () => body,
    signal: new AbortController().signal,
  })
  const act = (name: string, body: unknown, server?: string) =>
    performAction(
      { store: here.store, audit: createAudit(here.store) },
      actions.get(name)!,
      asked(body, server),
    )
  const blast = (name: string, body: unknown): Promise<Blast> =>
    describeAction(actions.get(name)!, asked(body))
  const query = (name: string, server = 'srv', by = actor) =>
    installQueries({ installer: rig.installer })
      .find(({ path }) => path.endsWith(name))!
      .answer({
        actor: by,
        input: new URLSearchParams(),
        params: { server },
        signal: new AbortController().signal,
      })
  const save = (plan: Plan, revision: number, registryToken?: string) =>
    act('install.plan', { plan, revision, ...(registryToken === undefined ? {} : { registryToken }) })
  const token = () => here.vault.get('srv', REGISTRY_TOKEN)

  it('save a plan, revision by revision, and its token where nobody sees it', async () => {
    expect(await save(hub, 0, 'dckr_pat_1')).toEqual({ revision: 1 })
    expect(rig.row()).toMatchObject({ plan: hub, revision: 1, hasToken: true })
    expect(token()).toBe('dckr_pat_1')
    expect(JSON.stringify(here.store.db.prepare('SELECT * FROM install_plan').all())).not.toContain(
      'dckr_pat_1',
    )
    expect(JSON.stringify(rig.puts)).not.toContain('dckr_pat_1')

    await expect(save(hub, 0, 'other')).rejects.toMatchObject({ code: 'conflict' })
    expect(token()).toBe('dckr_pat_1')
    expect(await save({ ...hub, namespace: 'other' }, 1)).toEqual({ revision: 2 })
    expect(token()).toBe('dckr_pat_1')
    expect(await save(rigPlan, 2)).toEqual({ revision: 3 })
    expect(token()).toBeNull()
    expect(rig.row().hasToken).toBe(false)
  })

  it('demand a token, and give none to another registry than it was meant for', async () => {
    await expect(save(hub, 0)).rejects.toMatchObject({ code: 'invalid_input', field: 'registryToken' })
    await save(hub, 0, 'dckr_pat_1')
    const elsewhere: Plan = { ...hub, registry: { kind: 'v2', url: 'https://evil.example', user: 'ada' } }
    await expect(save(elsewhere, 1)).rejects.toMatchObject({ code: 'invalid_input', field: 'registryToken' })
    expect(await save(elsewhere, 1, 'theirs')).toEqual({ revision: 2 })
  })

  it('save no plan that does not fit, that cannot be tried, or that somebody changed while it was tried', async () => {
    demandPlanFits = async () => {
      throw new AppError('invalid_input', 'The range is taken.', { field: 'plan.pool' })
    }
    await expect(save(rigPlan, 0)).rejects.toMatchObject({ field: 'plan.pool' })
    demandPlanFits = async () => {
      const { plans } = rig.installer.world.records
      plans.save('srv', { plan: hub, revision: 1, savedBy: 'bob', savedAt: 1, tokenMark: null })
    }
    await expect(save(rigPlan, 0)).rejects.toMatchObject({ code: 'conflict' })
    expect(rig.row().plan).toEqual(hub)
  })

  it('say which steps another plan undoes, and which stay', async () => {
    await save(hub, 0, 'dckr_pat_1')
    writeFileSync(join(here.folder, 'dns'), 'done')
    writeFileSync(join(here.folder, 'registry-check'), 'done')
    await query('/check')
    expect((await blast('install.plan', { plan: hub, revision: 1 })).breaks).toEqual([])
    const moved: Plan = { ...hub, storage: { kind: 'hostpath', path: '/srv/other' } }
    const { runs, breaks, keeps } = await blast('install.plan', { plan: moved, revision: 1 })
    expect(runs).toEqual([])
    expect(breaks).toEqual([expect.stringContaining('run again: Step dns.')])
    expect(keeps).toContain('These steps stay done: Step registry-check.')

    await save(moved, 1)
    expect(rig.check('registry-check').state).toBe('done')
    await rig.until(() => rig.check('dns').state === 'done')
  })

  it('know another token from the one that is there, and run again what it is for', async () => {
    await save(hub, 0, 'dckr_pat_1')
    writeFileSync(join(here.folder, 'registry-check'), 'done')
    await query('/check')
    const breaks = async (registryToken?: string) =>
      (await blast('install.plan', { plan: hub, revision: 1, ...(registryToken ? { registryToken } : {}) }))
        .breaks
    expect(await breaks()).toEqual([])
    expect(await breaks('dckr_pat_1')).toEqual([])
    expect(await breaks('dckr_pat_2')).toEqual([expect.stringContaining('run again: Step registry-check.')])

    const mark = () => rig.installer.world.records.plans.of('srv')?.tokenMark
    const first = mark()
    await save(hub, 1)
    expect(mark()).toBe(first)
    await save(hub, 2, 'dckr_pat_2')
    expect(mark()).not.toBe(first)
    await save(hub, 3, 'dckr_pat_1')
    expect(mark()).toBe(first)
    await save(rigPlan, 4)
    expect(mark()).toBeNull()
  })

  it('keep the plan as it is while the install goes', async () => {
    await save(rigPlan, 0)
    await act('install.start', { step: null })
    await expect(save(rigPlan, 1)).rejects.toMatchObject({
      code: 'conflict',
      hint: expect.stringContaining('ada'),
    })
  })

  it('start nothing without a plan, and say why without a connection', async () => {
    await expect(act('install.start', { step: null })).rejects.toMatchObject({ code: 'conflict' })
    await save(rigPlan, 0)
    link.cut()
    for (const [name, body] of [
      ['install.start', { step: null }],
      ['install.undo', { step: 'dns', revision: 1 }],
    ] as const)
      await expect(act(name, body), name).rejects.toMatchObject({ code: 'offline' })
    expect(rig.row().going).toBeNull()
  })

  it('pause and stop only what goes, skip only what may be left out, mend only what is known', async () => {
    await save(rigPlan, 0)
    for (const [name, body] of [
      ['install.pause', { pause: true }],
      ['install.stop', {}],
      ['install.skip', { step: 'registry-check', skip: true }],
      ['install.remedy', { step: 'dns', fault: 'any' }],
      ['install.undo', { step: 'registry-check', revision: 1 }],
    ] as const)
      await expect(act(name, body), name).rejects.toMatchObject({ code: 'conflict' })
    await expect(act('install.skip', { step: 'launch', skip: true })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(act('install.start', { step: '__proto__' })).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await act('install.skip', { step: 'dns', skip: true })).toEqual({})
  })

  it('say before what each would do', async () => {
    await save(rigPlan, 0)
    expect(await blast('install.start', { step: 'dns' })).toMatchObject({
      runs: ['touch dns'],
      breaks: ['Whatever dns breaks.'],
    })
    expect((await blast('install.start', { step: null })).runs).toEqual(['touch dns', 'touch registry-check'])
    expect((await blast('install.skip', { step: 'dns', skip: true })).breaks).toEqual([
      'Names are not found.',
    ])
    // Nobody wrote down that we put it there.
    expect(await blast('install.undo', { step: 'dns', revision: 1 })).toMatchObject({
      runs: ['rm dns'],
      breaks: [expect.stringContaining('before Bindery'), 'The file goes.'],
    })
    await expect(blast('install.stop', {})).rejects.toMatchObject({ code: 'conflict' })
  })

  it('do nothing else than what was seen: another plan by now is a conflict', async () => {
    await save(rigPlan, 0)
    await save({ ...rigPlan, namespace: 'other' }, 1)
    for (const [name, body] of [
      ['install.undo', { step: 'dns', revision: 1 }],
      ['install.start', { step: null, revision: 1 }],
    ] as const) {
      await expect(blast(name, body), name).rejects.toMatchObject({ code: 'conflict' })
      await expect(act(name, body), name).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('changed the plan'),
      })
    }
    expect(rig.row().going).toBeNull()
    expect(await act('install.start', { step: null, revision: 2 })).toEqual({})
  })

  it('are in the audit, and hold no token there', async () => {
    await save(hub, 0, 'dckr_pat_1')
    await act('install.skip', { step: 'dns', skip: true })
    await act('install.start', { step: 'registry-check' })
    const rows = here.store.db.prepare("SELECT action, target FROM audit WHERE outcome = 'done'").all()
    expect(rows.map((row) => [row.action, row.target])).toEqual([
      ['install.plan', 'binder-01'],
      ['install.skip', 'binder-01: Step dns, left out'],
      ['install.start', 'binder-01: Step registry-check'],
    ])
    expect(JSON.stringify(here.store.db.prepare('SELECT * FROM audit').all())).not.toContain('dckr_pat')
  })

  it('tell the steps of the plan, with the scripts as they will run', async () => {
    expect(() => query('/steps')).toThrow('There is no plan')
    await save(rigPlan, 0)
    const [dns, check] = (await query('/steps')) as StepStory[]
    expect(dns).toMatchObject({
      id: 'dns',
      skip: 'Names are not found',
      runs: ['touch dns'],
      undo: { runs: ['rm dns'], breaks: 'The file goes.' },
    })
    expect(dns?.script).toContain('wait_until()')
    expect(check).toMatchObject({ id: 'registry-check', skip: null, undo: null, files: [] })
  })

  it('look, and answer the row; without a plan there is nothing to look for', async () => {
    expect(await query('/check')).toMatchObject({ plan: null, checkedAt: null, problem: null, leftMs: null })
    await save(rigPlan, 0)
    expect(await query('/check')).toMatchObject({
      revision: 1,
      problem: null,
      steps: [{ check: { state: 'open' } }, { check: { state: 'open' } }],
    })
    await expect(query('/check', 'other')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('look no more often for viewers than every two seconds', async () => {
    await save(rigPlan, 0)
    await rig.until(({ checking, checkedAt }) => !checking && checkedAt !== null)
    const viewer: Actor = { ...actor, role: 'viewer' }
    writeFileSync(join(here.folder, 'dns'), 'done')
    const asked = await Promise.all([1, 2, 3].map(() => query('/check', 'srv', viewer)))
    for (const row of asked) expect(row).toMatchObject({ steps: [{ check: { state: 'open' } }, {}] })
    expect(await query('/check')).toMatchObject({ steps: [{ check: { state: 'done' } }, {}] })
  })

  it('fail a step that needs the token where it is gone, and run nothing', async () => {
    await save(hub, 0, 'dckr_pat_1')
    here.vault.drop('srv', REGISTRY_TOKEN)
    await act('install.start', { step: 'registry-check' })
    expect(await rig.ended()).toMatchObject({ how: 'failed' })
    expect(rig.activity('registry-check')).toMatchObject({
      runId: null,
      failure: { what: 'The token of the registry is not here.' },
    })
    expect(here.puts).toEqual([])
  })
})
