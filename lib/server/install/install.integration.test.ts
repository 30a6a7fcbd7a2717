import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InstallRow, StepId } from '../../shared/install.ts'
import { type InstallRig, installRig, rigStep, timesRun } from '../../testing/install-rig.ts'
import { type LocalPlace, localPlace, localPlaceUnavailable, waitFor } from '../../testing/local-place.ts'
import type { RunConsole } from '../../testing/run-console.ts'
import type { Step } from '../steps/step.ts'
import { startRemedy, startUndo } from './begin-wish.ts'
import { pauseInstall, skipStep, stopInstall } from './change-wish.ts'
import { describeUndo } from './install-blasts.ts'

const unavailable = localPlaceUnavailable()
if (unavailable) console.log(`skipped, installs by a local bash: ${unavailable}`)

describe.skipIf(unavailable !== null)('an install, by a real bash of this machine', () => {
  let place: LocalPlace
  let here: RunConsole
  let rig: InstallRig
  let folder: string
  const rigs: InstallRig[] = []
  beforeEach(() => {
    place = localPlace()
    here = place.here
    folder = `${place.file('')}/`
  })
  afterEach(async () => {
    for (const each of rigs.splice(0)) await each.stop()
    await place.close()
  })

  const file = (name: string): string => place.file(name)
  const step = (id: StepId, more: Partial<Parameters<typeof rigStep>[0]> = {}): Step =>
    rigStep({ id, folder, ...more })
  const open = (steps: readonly Step[], options: Parameters<typeof installRig>[3] = {}): InstallRig => {
    rig = installRig(here, place.link, steps, options)
    rigs.push(rig)
    return rig
  }
  const install = () => rig.installer.of('srv')
  const times = (...ids: StepId[]): number[] => ids.map((id) => timesRun(folder, id))
  const stopConsole = async (): Promise<void> => {
    await rig.stop()
    here = await place.restart(here)
  }
  const runsHere = (): string[] => [...new Set(here.puts.map(({ id }) => id))]
  const states = (id: StepId): string[] =>
    rig.puts
      .map((row) => row.steps.find((each) => each.id === id)?.activity.state ?? '')
      .filter((state, at, all) => state !== all[at - 1])

  it('runs what is not done, in order, and each once', async () => {
    writeFileSync(file('group'), 'done by hand')
    open([step('snap-install'), step('group'), step('dns')])
    rig.start()
    expect(await rig.ended()).toMatchObject({ how: 'finished', says: 'All steps are done.' })
    expect(times('snap-install', 'group', 'dns')).toEqual([1, 0, 1])
    expect(here.puts.find((row) => row.status.state === 'exited')).toMatchObject({
      title: 'Step snap-install',
      by: 'ada',
    })
    expect(states('snap-install')).toEqual(['idle', 'running', 'proving', 'idle'])
    const row = rig.row()
    expect(row.steps.map(({ check }) => check)).toEqual([
      { state: 'done', evidence: 'the file says done' },
      { state: 'done', evidence: 'by hand' },
      { state: 'done', evidence: 'the file says done' },
    ])
    expect(row.steps[0]?.lastRun?.runId).toBe(runsHere()[0])
    expect(row.steps[1]?.lastRun).toBeNull()
    expect(row).toMatchObject({ leftMs: 0, problem: null, checking: false })
  })

  it('writes down what it added, changed and found, with who and which run', async () => {
    writeFileSync(file('group'), 'done by hand')
    writeFileSync(file('metallb'), 'differs another range')
    open([step('snap-install'), step('group'), step('metallb'), step('dns')])
    rig.start()
    await rig.ended()
    rig.start()
    await rig.until(({ going }) => going === null)
    const [first, second, third] = runsHere()
    const { changes } = rig.installer.world.records
    expect(changes.of('srv').map(({ at, ...change }) => [at > 0, change])).toEqual(
      [
        { how: 'found', step: 'group', runId: null, by: 'ada', thing: { kind: 'file', name: 'group' } },
        {
          how: 'added',
          step: 'snap-install',
          runId: first,
          by: 'ada',
          thing: { kind: 'file', name: 'snap-install' },
        },
        {
          how: 'changed',
          step: 'metallb',
          runId: second,
          by: 'ada',
          thing: { kind: 'file', name: 'metallb' },
        },
        { how: 'added', step: 'dns', runId: third, by: 'ada', thing: { kind: 'file', name: 'dns' } },
      ].map((change) => [true, change]),
    )
  })

  it('does not believe exit 0: it looks again for a while, and then says what it sees', async () => {
    open(
      [
        step('dns', { script: `(sleep 0.3; echo done late >${folder}dns) >/dev/null 2>&1 &` }),
        step('helm3', { script: 'echo all is well' }),
        step('pods'),
      ],
      { patience: { settleMs: 1_500 } },
    )
    rig.start()
    expect(await rig.ended()).toMatchObject({ how: 'failed', step: 'helm3' })
    expect(rig.check('dns')).toEqual({ state: 'done', evidence: 'late' })
    expect(rig.activity('helm3')).toMatchObject({
      state: 'failed',
      runId: runsHere()[1],
      failure: { fault: null, what: expect.stringContaining('there is no such file'), line: null },
    })
    expect(times('dns', 'helm3', 'pods')).toEqual([1, 1, 0])
  })

  it('ends as failed where the outcome cannot be explained, also when it shall stop', async () => {
    const broken: Step = {
      ...step('dns', { script: 'sleep 0.3; exit 1' }),
      faults: [
        {
          id: 'x',
          seen: () => {
            throw new Error('a mistake of ours')
          },
          what: () => '',
          why: '',
        },
      ],
    }
    open([broken])
    rig.start()
    expect(await rig.ended()).toMatchObject({
      how: 'failed',
      says: expect.stringContaining('could not explain'),
    })
    expect(rig.activity('dns')).toMatchObject({ failure: { fault: null, advice: expect.any(String) } })
    expect(here.logged.join()).toContain('a mistake of ours')

    const { plans } = rig.installer.world.records
    rig.start()
    await rig.until(({ going }) => going !== null && rig.activity('dns').state === 'running')
    plans.save('srv', {
      plan: { release: '?' } as never,
      revision: 2,
      savedBy: 'ada',
      tokenMark: null,
      savedAt: 1,
    })
    rig.perform(stopInstall(install()))
    expect(await rig.ended()).toMatchObject({ how: expect.stringMatching(/failed|stopped/) })
    expect(rig.row().going).toBeNull()
  })

  it('shows what a check found without what steers a terminal, and not without end', async () => {
    writeFileSync(file('dns'), `done \u202e${'x'.repeat(5_000)}`)
    open([step('dns')])
    await rig.installer.check('srv')
    expect(rig.check('dns').evidence).toMatch(/^\\u202ex+…$/)
    expect(rig.check('dns').evidence).toHaveLength(600)
  })

  it('believes the check where the exit code says otherwise, and says so', async () => {
    open([step('dns', { script: `echo done >${folder}dns; exit 9` }), step('pods')])
    rig.start()
    expect(await rig.ended()).toMatchObject({ how: 'finished' })
    expect(rig.check('dns').evidence).toContain('although its last run ended with an error')
    expect(times('dns', 'pods')).toEqual([1, 1])
  })

  it('names what it knows of a failure, and forgets it once it is mended by hand', async () => {
    const faults = [
      {
        id: 'full',
        line: /no space left on (\S+)/,
        what: (match: RegExpMatchArray | null) => `The disk ${match?.[1]} is full.`,
        why: 'Something filled it.',
        advice: 'Free some.',
      },
    ]
    open([
      step('dns', {
        script: `echo one; printf '\\e[31merror: no space left on /var\\e[0m\\n'; echo bye; exit 1`,
        faults,
      }),
    ])
    rig.start()
    expect(await rig.ended()).toMatchObject({
      how: 'failed',
      says: '“Step dns” did not work: The disk /var is full.',
    })
    expect(rig.activity('dns')).toMatchObject({
      state: 'failed',
      failure: {
        fault: 'full',
        what: 'The disk /var is full.',
        line: { number: 2, text: 'error: no space left on /var' },
        advice: 'Free some.',
        remedy: null,
      },
    })
    await rig.installer.check('srv')
    expect(rig.activity('dns').state).toBe('failed')
    writeFileSync(file('dns'), 'done')
    await rig.installer.check('srv')
    expect(rig.activity('dns')).toEqual({ state: 'idle' })
  })

  it('says that its time was up', async () => {
    open([step('dns', { script: 'echo downloading; sleep 30', more: { deadlineSeconds: 1 } })])
    rig.start()
    await rig.ended()
    expect(rig.activity('dns')).toMatchObject({
      failure: {
        what: 'It was not done after 1 s, and was ended.',
        line: { number: 1, text: 'downloading' },
      },
    })
  })

  it('runs a remedy and then the step, and goes on as it was started', async () => {
    const faults = [
      {
        id: 'lock',
        what: () => 'It is locked.',
        why: 'For the test.',
        seen: () => true,
        remedy: {
          says: 'Takes the lock away.',
          commands: () => [{ command: 'rm lock' }],
          script: () => `echo ran >>${folder}remedy; rm ${folder}locked`,
          breaks: 'Nothing.',
        },
      },
    ]
    writeFileSync(file('locked'), '')
    open([
      step('dns', { script: `[ ! -e ${folder}locked ] && echo done >${folder}dns`, faults }),
      step('pods'),
    ])
    rig.start()
    await rig.ended()
    expect(rig.activity('dns')).toMatchObject({
      failure: {
        fault: 'lock',
        remedy: { says: 'Takes the lock away.', commands: [{ command: 'rm lock' }] },
      },
    })
    // Somebody saw another fault, which is gone by now.
    expect(() => startRemedy(rig.installer, install(), { step: 'dns', fault: 'other' }, 'bob')).toThrow(
      expect.objectContaining({ code: 'conflict', hint: expect.stringContaining('It is locked.') }),
    )
    rig.perform(startRemedy(rig.installer, install(), { step: 'dns', fault: 'lock' }, 'bob'))
    await rig.until(({ going }) => going === null)
    expect(rig.row().ended).toMatchObject({ how: 'finished', says: 'All steps are done.' })
    expect(readFileSync(file('remedy'), 'utf8')).toBe('ran\n')
    expect(times('dns', 'pods')).toEqual([2, 1])
    expect(here.puts.map(({ title }) => title)).toContain('Step dns: remedy')
    expect(() => startRemedy(rig.installer, install(), { step: 'dns', fault: 'lock' }, 'bob')).toThrow(
      'no remedy',
    )
  })

  it('says that a remedy did not work, and offers it again', async () => {
    const faults = [
      {
        id: 'lock',
        seen: () => true,
        what: () => 'It is locked.',
        why: 'For the test.',
        remedy: { says: 'Tries.', commands: () => [], script: () => 'exit 4', breaks: '' },
      },
    ]
    open([step('dns', { script: 'exit 3', faults })])
    rig.start('dns')
    await rig.ended()
    rig.perform(startRemedy(rig.installer, install(), { step: 'dns', fault: 'lock' }, 'bob'))
    const { ended } = await rig.until(({ going }) => going === null)
    expect(ended).toMatchObject({
      how: 'failed',
      says: expect.stringContaining('The remedy of “Step dns” did not work'),
    })
    expect(rig.activity('dns')).toMatchObject({ runId: runsHere()[1], failure: { fault: 'lock' } })
    expect(times('dns')).toEqual([1])
  })

  it('takes a step off again, and writes that down', async () => {
    open([step('dns', { undo: `rm ${folder}dns` }), step('pods', { undo: 'true' }), step('health')])
    rig.start()
    await rig.ended()
    rig.perform(startUndo(rig.installer, install(), { step: 'dns', revision: 1 }, 'bob'))
    expect((await rig.until(({ going }) => going === null)).ended).toMatchObject({
      how: 'finished',
      says: '“Step dns” is taken off: there is no such file.',
    })
    const of = (id: StepId) =>
      rig.installer.world.records.changes
        .of('srv')
        .filter((change) => change.step === id)
        .map(({ how, by }) => [how, by])
    expect(of('dns')).toEqual([
      ['added', 'ada'],
      ['undone', 'bob'],
    ])

    rig.perform(startUndo(rig.installer, install(), { step: 'pods', revision: 1 }, 'bob'))
    expect((await rig.until(({ going }) => going === null)).ended).toMatchObject({ how: 'failed' })
    await rig.installer.check('srv')
    expect(rig.activity('pods').state).toBe('failed')
    expect(of('pods')).toEqual([['added', 'ada']])
    expect(() => startUndo(rig.installer, install(), { step: 'health', revision: 1 }, 'bob')).toThrow(
      'leaves nothing',
    )
  })

  it('says before an undo what was there before us, and what we only changed', async () => {
    writeFileSync(file('dns'), 'done')
    writeFileSync(file('pods'), 'differs')
    open(['dns', 'pods', 'health'].map((id) => step(id as StepId, { undo: 'true' })))
    rig.start()
    await rig.ended()
    const breaks = (id: StepId) => describeUndo(install(), { step: id, revision: 1 }).breaks
    expect(breaks('dns')).toEqual([
      'It was there before Bindery, and goes all the same: file dns.',
      'The file goes.',
    ])
    expect(breaks('pods')[0]).toContain('which only changed it, and goes all the same: file pods.')
    expect(breaks('health')).toEqual(['The file goes.'])
  })

  it('pauses after the step that is at work, and goes on from there', async () => {
    open([step('dns', { script: `${waitFor(`${folder}go`)}; echo done >${folder}dns` }), step('pods')])
    rig.start()
    await rig.until(() => rig.activity('dns').state === 'running')
    rig.perform(pauseInstall(install(), true))
    expect(rig.row().going).toMatchObject({ pauseAfter: true, current: 'dns' })
    writeFileSync(file('go'), '')
    expect(await rig.ended()).toMatchObject({
      how: 'paused',
      step: 'dns',
      says: 'Paused after “Step dns”, as it was asked to. Next is “Step pods”.',
    })
    expect(times('dns', 'pods')).toEqual([1, 0])
    rig.start()
    expect((await rig.until(({ ended }) => ended?.how === 'finished')).going).toBeNull()
    expect(times('dns', 'pods')).toEqual([1, 1])
  })

  it('stops in the middle, and says what is half done', async () => {
    open([
      step('dns', { script: `echo broken - half of it >${folder}dns; echo there; sleep 60` }),
      step('pods'),
    ])
    rig.start()
    await rig.until(() => existsSync(file('dns')))
    rig.perform(stopInstall(install()))
    expect(rig.row().going?.stopping).toBe(true)
    expect(await rig.ended()).toMatchObject({
      how: 'stopped',
      step: 'dns',
      says: 'Stopped in the middle of “Step dns”. The file dns may be there in part. When it was stopped, this was seen: half of it.',
    })
    expect(here.puts.at(-1)?.status).toEqual({ state: 'cancelled' })
    expect(rig.activity('dns')).toEqual({ state: 'idle' })
    expect(times('pods')).toEqual([0])
  })

  it('stops at once while it waits for something, without a connection too', async () => {
    writeFileSync(file('dns'), 'unknown the API is down')
    open([step('dns')], { patience: { unknownMs: 60_000 } })
    rig.start()
    await rig.until(({ going }) => going?.held?.message.includes('the API is down') === true)
    place.link.cut()
    await rig.until(({ going }) => going?.held?.code === 'offline')
    rig.perform(stopInstall(install()))
    expect(await rig.ended()).toMatchObject({
      how: 'stopped',
      says: expect.stringContaining('this time nothing was run'),
    })
    expect(times('dns')).toEqual([0])
    place.link.mend()
  })

  it('does not act on what it does not know', async () => {
    writeFileSync(file('dns'), 'unknown the API is down')
    open([step('dns')])
    rig.start()
    expect(await rig.ended()).toMatchObject({ how: 'failed' })
    expect(rig.activity('dns')).toMatchObject({
      runId: null,
      failure: { what: 'Whether it is done cannot be known: the API is down' },
    })
    expect(times('dns')).toEqual([0])
  })

  it('waits for what it does not know, and acts once it does', async () => {
    writeFileSync(file('dns'), 'unknown the API is down')
    open([step('dns')], { patience: { unknownMs: 60_000 } })
    rig.start()
    await rig.until(({ going }) => going?.held !== null)
    rmSync(file('dns'))
    expect(await rig.ended()).toMatchObject({ how: 'finished' })
    expect(times('dns')).toEqual([1])
    expect(rig.row().going).toBeNull()
  })

  it('runs one step that somebody asks for, although it is done, but none that is not needed', async () => {
    writeFileSync(file('dns'), 'done')
    writeFileSync(file('pods'), 'not-needed there are none')
    open([step('preflight'), step('dns'), step('pods')])
    rig.start('dns')
    expect(await rig.ended()).toMatchObject({ how: 'finished', step: 'dns' })
    rig.start('pods')
    expect((await rig.until(({ ended }) => ended?.step === 'pods')).ended?.says).toBe(
      '“Step pods” is not needed: there are none.',
    )
    expect(times('preflight', 'dns', 'pods')).toEqual([0, 1, 0])
  })

  it('leaves out what may be left out, and takes it in again', async () => {
    open([step('dns', { more: { skip: 'Names.' } }), step('pods')])
    rig.perform(skipStep(install(), 'dns', true, 'bob'))
    expect(() => skipStep(install(), 'pods', true, 'bob')).toThrow('cannot be left out')
    rig.start()
    expect(await rig.ended()).toMatchObject({
      says: 'All steps are done but those that are left out: Step dns.',
    })
    expect(rig.row().steps[0]?.skipped).toMatchObject({ by: 'bob' })
    expect(times('dns', 'pods')).toEqual([0, 1])
    rig.perform(skipStep(install(), 'dns', false, 'bob'))
    rig.start()
    await rig.until(({ going }) => going === null)
    expect(times('dns', 'pods')).toEqual([1, 1])
  })

  it('goes one at a time, and starts nothing without a plan or a connection', async () => {
    open([step('dns', { script: `${waitFor(`${folder}go`)}; echo done >${folder}dns` })])
    rig.start()
    expect(() => rig.start()).toThrow('one thing at a time')
    writeFileSync(file('go'), '')
    await rig.ended()
    place.link.cut()
    expect(() => rig.start()).toThrow('no connection')
    place.link.mend()
    rig.installer.world.store.db.exec('DELETE FROM install_plan')
    expect(() => rig.start()).toThrow('There is no plan')
  })

  it('runs a step again by itself when the server cut it off, and gives up after the third time', async () => {
    const script = (id: StepId, last: number): string =>
      `echo $PPID >${folder}group; [ $(wc -l <${folder}${id}.ran) -ge ${last} ] || sleep 60; echo done >${folder}${id}`
    /** As a server does that dies: nothing of the run is left, and no word of how it ended. */
    const cutOff = async (id: StepId, time: number): Promise<void> => {
      await rig.until(() => {
        const activity = rig.activity(id)
        return (
          timesRun(folder, id) === time &&
          activity.state === 'running' &&
          here.runs.row(activity.runId).status.state === 'running' &&
          existsSync(file('group'))
        )
      })
      const run = runsHere().at(-1) ?? ''
      const wrapper = Number(readFileSync(place.remote(run, 'session'), 'utf8'))
      const group = Number(readFileSync(file('group'), 'utf8'))
      rmSync(file('group'))
      for (const each of [wrapper, group]) process.kill(-each, 'SIGKILL')
    }
    open([step('dns', { script: script('dns', 3) }), step('pods', { script: script('pods', 4) })])
    rig.start()
    for (const time of [1, 2]) await cutOff('dns', time)
    for (const time of [1, 2, 3]) await cutOff('pods', time)
    expect(await rig.ended()).toMatchObject({ how: 'failed', step: 'pods' })
    expect(times('dns', 'pods')).toEqual([3, 3])
    expect(rig.activity('pods')).toMatchObject({
      failure: { what: 'It was cut off before its end, more than once.' },
    })
  })

  it('gives a step before it a moment when it is not done any more, and then runs it', async () => {
    open([step('dns'), step('helm3', { script: `rm ${folder}dns; echo done >${folder}helm3` }), step('pods')])
    rig.start()
    expect(await rig.ended()).toMatchObject({ how: 'finished' })
    expect(times('dns', 'helm3', 'pods')).toEqual([2, 1, 1])
  })

  it('does not go round for ever', async () => {
    open([
      step('dns', { script: `rm -f ${folder}helm3; echo done >${folder}dns` }),
      step('helm3', { script: `rm -f ${folder}dns; echo done >${folder}helm3` }),
    ])
    rig.start()
    expect(await rig.ended()).toMatchObject({
      how: 'failed',
      says: expect.stringContaining('does not stay done'),
    })
    expect(times('dns', 'helm3')).toEqual([3, 3])
  })

  it('shows what the run waits for, while it does', async () => {
    open([
      step('dns', {
        script: `waits 'the package lock, 40 s of at most 300 s'; ${waitFor(`${folder}go`)}; say on; ${waitFor(`${folder}go2`)}; echo done >${folder}dns`,
      }),
    ])
    rig.start()
    const running = (row: InstallRow) => {
      const activity = row.steps[0]?.activity
      return activity?.state === 'running' ? activity : null
    }
    const row = await rig.until((each) => Boolean(running(each)?.waitsFor))
    const waiting = running(row)?.waitsFor
    expect(waiting?.what).toBe('the package lock')
    expect(Date.now() - (waiting?.since ?? 0)).toBeGreaterThanOrEqual(40_000)
    expect(row.leftMs).toBeGreaterThan(0)
    writeFileSync(file('go'), '')
    await rig.until((each) => running(each) !== null && running(each)?.waitsFor === null)
    writeFileSync(file('go2'), '')
    expect(await rig.ended()).toMatchObject({ how: 'finished' })
  })

  it('shows that the link is away, and goes on when it is back', async () => {
    open([step('dns', { script: `${waitFor(`${folder}go`)}; echo done >${folder}dns` }), step('pods')])
    rig.start()
    await rig.until(() => rig.activity('dns').state === 'running')
    place.link.cut()
    expect(rig.row().going?.held).toMatchObject({ code: 'offline' })
    writeFileSync(file('go'), '')
    place.link.mend()
    expect(await rig.ended()).toMatchObject({ how: 'finished' })
    expect(times('dns', 'pods')).toEqual([1, 1])
  })

  it('goes on after a restart: with a run that goes on, one that ended meanwhile, and a wish to stop', async () => {
    const steps = [
      step('dns', { script: `${waitFor(`${folder}go`)}; echo done >${folder}dns` }),
      step('helm3', { script: `${waitFor(`${folder}go2`)}; echo done >${folder}helm3` }),
      step('pods', { script: 'sleep 60' }),
    ]
    open(steps)
    rig.start()
    await rig.until(() => rig.activity('dns').state === 'running')
    await stopConsole()
    open(steps).installer.resume()
    expect(rig.row().going).toMatchObject({ mode: 'all', by: 'ada', current: 'dns' })
    writeFileSync(file('go'), '')
    await rig.until(() => rig.activity('helm3').state === 'running')

    const [, second = ''] = runsHere()
    await rig.until(() => existsSync(place.remote(second, 'began')))
    await stopConsole()
    writeFileSync(file('go2'), '')
    await expect.poll(() => existsSync(place.remote(second, 'exit'))).toBe(true)
    open(steps).installer.resume()
    await rig.until(() => timesRun(folder, 'pods') === 1)

    await rig.stop()
    const wishes = rig.installer.world.records.wishes
    wishes.save('srv', { ...wishes.of('srv')!, stopping: true })
    here = await place.restart(here)
    open(steps).installer.resume()
    expect(await rig.ended()).toMatchObject({ how: 'stopped', step: 'pods' })
    expect(times('dns', 'helm3', 'pods')).toEqual([1, 1, 1])
  })

  it('keeps a failure, a skip and the last look over a restart', async () => {
    const steps = [
      step('dns', { script: 'echo stopped: no; exit 1', more: { skip: 'Names.' } }),
      step('pods'),
    ]
    open(steps)
    rig.start()
    await rig.ended()
    rig.perform(skipStep(install(), 'dns', true, 'bob'))
    const before = rig.row()
    await stopConsole()
    open(steps)
    expect(rig.row()).toEqual({ ...before, problem: null })
  })

  it('is looked at by many at once in one look, and says why it cannot be', async () => {
    open([
      {
        ...step('dns'),
        sees: [
          { id: 'count', ask: () => `echo x >>${folder}looks; sleep 0.2`, parse: () => null },
          ...step('dns').sees,
        ],
      },
    ])
    const rows = await Promise.all([1, 2, 3].map(() => rig.installer.check('srv')))
    expect(rows.map(({ problem }) => problem)).toEqual([null, null, null])
    expect(readFileSync(file('looks'), 'utf8')).toBe('x\n')
    const before = rig.row()
    place.link.cut()
    const row = await rig.installer.check('srv')
    expect(row.problem).toMatchObject({ code: 'offline' })
    expect(row.steps).toEqual(before.steps)
    place.link.mend()
    expect((await rig.installer.check('srv')).problem).toBeNull()
  })

  it('takes a check that cannot be read for unknown, and goes on with the others', async () => {
    open([{ ...step('dns'), check: () => JSON.parse('{') }, step('pods')])
    await rig.installer.check('srv')
    expect(rig.check('dns').state).toBe('unknown')
    expect(rig.check('pods').state).toBe('open')
    expect(here.logged.join()).toContain('check of dns')
  })
})
