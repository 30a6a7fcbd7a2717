import { describe, expect, test } from 'vitest'
import type { RunRow, RunState } from '../../lib/shared/run-row.ts'
import { explainExit } from './explain-exit.ts'
import { runGroup, runTook, runWord } from './run-status.ts'
import { runStory } from './run-story.ts'

function run(status: RunState, more: Partial<RunRow> = {}): RunRow {
  return {
    id: 'a1b2c3d4e5f6g7h8',
    serverId: 's1b2c3d4e5f6g7h8',
    serverName: 'binder-01',
    title: 'Update packages',
    by: 'Mara',
    createdAt: 1_000,
    startedAt: 3_000,
    endedAt: null,
    status,
    bytes: 0,
    ...more,
  }
}

const stalled = {
  code: 'remote_failed' as const,
  message: 'The server could not run the launcher.',
  said: 'bash: fork failed',
}

const every: RunState[] = [
  { state: 'queued', waitsFor: 'other-run' },
  { state: 'queued', waitsFor: 'other-console' },
  { state: 'queued', waitsFor: 'link' },
  { state: 'starting' },
  { state: 'running' },
  { state: 'cancelling' },
  { state: 'queued', waitsFor: 'link', stalled },
  { state: 'starting', stalled },
  { state: 'running', stalled },
  { state: 'cancelling', stalled },
  { state: 'exited', code: 0 },
  { state: 'exited', code: 3 },
  { state: 'cancelled' },
  { state: 'interrupted', by: 'reboot' },
  { state: 'interrupted', by: 'stopped' },
  { state: 'lost', why: 'files-gone' },
  { state: 'lost', why: 'died' },
  { state: 'not-started', why: 'The disk of binder-01 is full.' },
]

describe('the word', () => {
  test('only exit code 0 looks like success', () => {
    const fine = every.filter((state) => runWord(run(state)).kind === 'ok')
    expect(fine).toEqual([{ state: 'exited', code: 0 }])
    expect(every.filter((state) => runGroup(run(state)) === 'done')).toEqual(fine)
  })

  test('every state has a word of its own', () => {
    const words = every.map((state) => runWord(run(state)).word)
    // Both ways of being lost share one: that nobody knows is the news.
    expect(new Set(words).size).toBe(every.length - 1)
  })

  test('an elapsed time counts from the start, or from the asking while nothing started', () => {
    expect(runWord(run({ state: 'running' })).since).toBe(3_000)
    expect(runWord(run({ state: 'queued', waitsFor: 'link' }, { startedAt: null })).since).toBe(1_000)
    expect(runWord(run({ state: 'exited', code: 1 })).since).toBeNull()
  })

  test('what is under way is exactly what has not ended', () => {
    const active = every.filter((state) => runGroup(run(state)) === 'active').map(({ state }) => state)
    expect(active).toEqual([
      ...['queued', 'queued', 'queued', 'starting', 'running', 'cancelling'],
      ...['queued', 'starting', 'running', 'cancelling'],
    ])
  })
})

describe('the story', () => {
  test('whatever ended without exit code 0 is told, and never claims that it finished', () => {
    for (const state of every.filter((each) => runGroup(run(each)) === 'failed')) {
      const story = runStory(run(state))
      expect(story, JSON.stringify(state)).not.toBeNull()
      expect(`${story?.what} ${story?.why}`).not.toMatch(/\bsucce|\bdone\b/i)
    }
  })

  test('what does not get on says why, and what happens next', () => {
    for (const state of every.filter((each) => 'stalled' in each)) {
      expect(runWord(run(state)).kind).toBe('warn')
      expect(runStory(run(state))).toEqual({
        what: expect.stringMatching(/Bindery (cannot|could not)/),
        why: 'The server could not run the launcher. (bash: fork failed)',
        next: 'Bindery tries again every few seconds.',
      })
    }
    const hint = 'Make room there.'
    expect(runStory(run({ state: 'running', stalled: { ...stalled, hint } }))?.next).toBe(
      'Make room there. Bindery tries again every few seconds.',
    )
  })

  test('nothing is told where nothing is to tell', () => {
    expect(runStory(run({ state: 'running' }))).toBeNull()
    expect(runStory(run({ state: 'exited', code: 0 }))).toBeNull()
  })

  test('a reboot is told as far as it is known', () => {
    expect(runStory(run({ state: 'interrupted', by: 'reboot' }))?.what).toBe(
      'The server rebooted at some time while this ran. It did not finish.',
    )
  })

  test('a run cancelled in the queue never ran', () => {
    expect(runStory(run({ state: 'cancelled' }, { startedAt: null }))?.next).toBe('Nothing of it ran.')
    expect(runStory(run({ state: 'cancelled' }))?.next).toContain('half done')
  })

  test('why it did not start is the engine’s own sentence', () => {
    expect(runStory(run({ state: 'not-started', why: 'The disk is full.' }))?.why).toBe('The disk is full.')
  })
})

describe('exit codes', () => {
  test.each([
    [127, /not found/],
    [126, /could not be executed/],
    [124, /time limit/],
    [137, /SIGKILL.*memory/],
    [143, /SIGTERM/],
    [128 + 40, /signal 40/],
  ])('%i', (code, words) => expect(explainExit(code)).toMatch(words))

  test.each([1, 2, 42, 128, 255])('%i means what the program says', (code) =>
    expect(explainExit(code)).toBeNull(),
  )
})

describe('how long', () => {
  test('runs on while it runs, stands still when it ended', () => {
    expect(runTook(run({ state: 'running' }), 10_000)).toBe(7_000)
    expect(runTook(run({ state: 'exited', code: 0 }, { endedAt: 5_000 }), 10_000)).toBe(2_000)
  })

  test('nobody knows where no end was recorded, and nothing took time that never started', () => {
    expect(runTook(run({ state: 'lost', why: 'died' }), 10_000)).toBeNull()
    expect(runTook(run({ state: 'not-started', why: '' }, { startedAt: null }), 10_000)).toBeNull()
  })

  test('a clock that went backwards gives 0, not less', () => {
    expect(runTook(run({ state: 'running' }), 1_000)).toBe(0)
  })
})
