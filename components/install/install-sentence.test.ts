import { describe, expect, test } from 'vitest'
import { type InstallRow, type StepCheck, type StepRow, stepIds } from '../../lib/shared/install.ts'
import { exampleFailure, installRow } from '../../lib/testing/install-row.ts'
import { installSentence, type StepNames } from './install-sentence.ts'

const all = stepIds.length

const names: StepNames = new Map([
  ['preflight', { title: 'Look at the server', doing: 'Looking at the server.' }],
  ['community', { title: 'Community add-ons', doing: 'Fetching the community add-ons.' }],
])
const now = 1_012_000
const say = (row: InstallRow, staleSince: number | null = null) =>
  installSentence({ row, names, now, staleSince })

function atCommunity(change: Partial<StepRow>, row = installRow({ done: 8, going: true })): InstallRow {
  return { ...row, steps: row.steps.map((step) => (step.id === 'community' ? { ...step, ...change } : step)) }
}
function going(change: Partial<NonNullable<InstallRow['going']>>): InstallRow {
  const row = installRow({ done: 8, going: true })
  return { ...row, going: row.going && { ...row.going, ...change } }
}

describe('while it goes on', () => {
  const running = { state: 'running', runId: 'r', startedAt: 0, waitsFor: null } as const
  test.each<[string, InstallRow, string]>([
    ['at work', going({}), `Step 9 of ${all}. Fetching the community add-ons.`],
    [
      'before the run',
      atCommunity({ activity: { state: 'idle' } }),
      `Step 9 of ${all}. Looking before it starts.`,
    ],
    [
      'after the run',
      atCommunity({ activity: { state: 'proving', runId: 'r', startedAt: 0 } }),
      `Step 9 of ${all}. Looking whether it worked.`,
    ],
    [
      'remedy',
      atCommunity({ activity: { ...running, what: 'remedy' } }),
      `Step 9 of ${all}. Applying the remedy.`,
    ],
    [
      'undo',
      atCommunity({ activity: { ...running, what: 'undo' } }),
      `Step 9 of ${all} is being taken off: Community add-ons.`,
    ],
    ['stopping', going({ stopping: true }), `Step 9 of ${all} is being stopped.`],
    [
      'held',
      going({ held: { code: 'link_lost', message: 'The server restarts.' } }),
      `Step 9 of ${all} waits.`,
    ],
  ])('%s', (_, row, sentence) => expect(say(row)).toBe(sentence))

  test('a server out of sight is told as the past', () => {
    expect(say(going({}), now - 60_000)).toBe(`Step 9 of ${all} was under way when the connection broke.`)
  })
})

describe('while nothing goes on', () => {
  const open = (check: StepCheck) => atCommunity({ check }, installRow({ done: 8 }))
  test.each<[string, InstallRow, string]>([
    ['nothing done', installRow(), 'Nothing of it is on the server yet. Next is step 1, Look at the server.'],
    [
      'half of it was there',
      installRow({ done: 8 }),
      `8 of ${all} steps are done already. Next is step 9, Community add-ons.`,
    ],
    [
      'drift',
      open({ state: 'differs', evidence: '', wanted: '' }),
      `8 of ${all} steps are done already. It is not as planned: step 9, Community add-ons.`,
    ],
    [
      'not readable',
      open({ state: 'unknown', evidence: '' }),
      `8 of ${all} steps are done already. Next is step 9, Community add-ons. How it stands is not known.`,
    ],
    [
      'the plan was changed after a stop',
      atCommunity(
        { check: { state: 'unknown', evidence: 'the plan has changed since this was looked at' } },
        installRow({ done: 8, ended: 'stopped' }),
      ),
      `Stopped at step 9 of ${all}, by a person. Next is step 9, Community add-ons. How it stands is not known: the plan has changed since this was looked at.`,
    ],
    [
      'stopped in the middle',
      atCommunity(
        { check: { state: 'broken', evidence: '', fault: null } },
        installRow({ done: 8, ended: 'stopped' }),
      ),
      `Stopped at step 9 of ${all}, by a person. It is not finished: step 9, Community add-ons.`,
    ],
    [
      'what does not work without a stop',
      open({ state: 'broken', evidence: '', fault: null }),
      `8 of ${all} steps are done already. It does not work: step 9, Community add-ons.`,
    ],
    ['paused', installRow({ done: 8, ended: 'paused' }), 'Paused. Next is step 9, Community add-ons.'],
    [
      'stopped by a person',
      installRow({ done: 8, ended: 'stopped' }),
      `Stopped at step 9 of ${all}, by a person. Next is step 9, Community add-ons.`,
    ],
    ['failed', installRow({ done: 8, ended: 'failed' }), 'Step 9 stopped. The firewall blocks pod traffic.'],
    [
      'one step was run, or something got lost since',
      { ...installRow({ done: all - 1, ended: 'finished' }) },
      `${all - 1} of ${all} steps are done. Next is step ${all}, launch.`,
    ],
    [
      'first look',
      installRow({ change: { checkedAt: null, checking: true } }),
      'Bindery is looking at what is there already.',
    ],
    [
      'first look failed',
      installRow({ change: { checkedAt: null, problem: { code: 'offline', message: 'No.' } } }),
      'Bindery could not look at what is there already.',
    ],
  ])('%s', (_, row, sentence) => expect(say(row)).toBe(sentence))

  test('the first sentence of a failure ends at its end, not in an address', () => {
    const failure = { ...exampleFailure, what: 'It cannot reach 10.152.183.1 and restarts. Six times.' }
    const row = atCommunity(
      { activity: { state: 'failed', runId: null, at: 0, failure } },
      installRow({ done: 8, ended: 'failed' }),
    )
    expect(say(row)).toBe('Step 9 stopped. It cannot reach 10.152.183.1 and restarts.')
  })
})

describe('when all is done', () => {
  const complete = installRow({ done: 99, ended: 'finished' })

  test('the launch is the proof, with its age', () => {
    expect(say(complete)).toBe(
      `All ${all} steps are done. The launch that proves it, 12 s ago, took 9 s. BinderHub is at http://10.0.0.201.`,
    )
  })

  test('a launch of which nothing is known proves nothing', () => {
    const steps = complete.steps.map((step) => ({ ...step, lastRun: null }))
    expect(say({ ...complete, steps })).toBe(`All ${all} steps are done. BinderHub is at http://10.0.0.201.`)
  })

  test('what was left out is said', () => {
    const steps = complete.steps.map(
      (step): StepRow =>
        step.id === 'launch'
          ? { ...step, check: { state: 'open', evidence: '' }, skipped: { by: 'Mara', at: 0 } }
          : step,
    )
    expect(say({ ...complete, steps })).toBe(
      'All steps are done but one that was skipped. BinderHub is at http://10.0.0.201.',
    )
  })
})
