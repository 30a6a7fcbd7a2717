import { describe, expect, it } from 'vitest'
import type { StepCheck } from '../../shared/install.ts'
import { rigPlan, rigStep } from '../../testing/install-rig.ts'
import { diagnose, type RunEnd, type Symptoms } from './diagnose.ts'

type Faults = Parameters<typeof rigStep>[0]['faults']
const fault = (id: string, more: Partial<NonNullable<Faults>[number]> = {}): NonNullable<Faults>[number] => ({
  id,
  what: (match) => `${id} ${match?.[0] ?? 'without a line'}`,
  why: `Because of ${id}.`,
  advice: `Mend ${id}.`,
  ...more,
})
const exited = (code: number, late = false): RunEnd => ({ how: 'exited', code, late })
const open: StepCheck = { state: 'open', evidence: 'nothing is there' }

function diagnosis(said: string[], faults: Faults = [], more: Partial<Symptoms> = {}) {
  return diagnose({
    step: rigStep({ id: 'dns', folder: '/', faults }),
    plan: rigPlan,
    lines: said.map((text, index) => ({ number: index + 1, text })),
    end: exited(1),
    check: open,
    answers: new Map([['dns', { text: 'crash', code: 0 }]]),
    ...more,
  })
}

describe('a fault that is known', () => {
  it('is told by its last line, with the number of that', () => {
    const failure = diagnosis(['Error: a', 'ok', 'Error: b', 'ok'], [fault('x', { line: /^Error: (.*)/ })])
    expect(failure).toEqual({
      fault: 'x',
      what: 'x Error: b',
      why: 'Because of x.',
      line: { number: 3, text: 'Error: b' },
      remedy: null,
      advice: 'Mend x.',
    })
  })

  it('is the first of the step that fits, wherever its line is', () => {
    const faults = [
      fault('none', { line: /zzz/ }),
      fault('first', { line: /one/ }),
      fault('last', { line: /two/ }),
    ]
    expect(diagnosis(['one', 'two'], faults).fault).toBe('first')
  })

  it('has a line that keeps no memory between two looks', () => {
    const faults = [fault('x', { line: /one/g })]
    expect([diagnosis(['one'], faults).fault, diagnosis(['one'], faults).fault]).toEqual(['x', 'x'])
    expect(diagnosis(['one'], faults).what).toBe('x one')
  })

  it('needs both the line and what is seen, where it has both', () => {
    const both = (is: boolean) => [fault('x', { line: /one/, seen: () => is })]
    expect(diagnosis(['one'], both(true)).fault).toBe('x')
    expect(diagnosis(['one'], both(false)).fault).toBeNull()
    expect(diagnosis(['two'], both(true)).fault).toBeNull()
  })

  it('may be told by what is seen alone', () => {
    const faults = [fault('x', { seen: ({ file }) => file === 'crash' })]
    expect(diagnosis(['whatever'], faults)).toMatchObject({
      fault: 'x',
      what: 'x without a line',
      line: null,
    })
    expect(diagnosis(['whatever'], faults, { answers: new Map() }).fault).toBeNull()
  })

  it('comes with what the check saw, where no line tells', () => {
    const check: StepCheck = { state: 'broken', evidence: '1 GB of memory', fault: 'memory' }
    const failure = diagnosis(['free -m'], [fault('memory')], { check, end: exited(0) })
    expect(failure.what).toBe('memory without a line What was seen: 1 GB of memory.')
  })

  it('is not one that has neither', () => {
    expect(diagnosis(['one'], [fault('x')]).fault).toBeNull()
  })

  it('is told by the run that failed rather than by the check, and the other way round where it claims success', () => {
    const faults = [fault('told', { line: /one/ }), fault('named', { line: /two/ })]
    const check: StepCheck = { state: 'broken', evidence: 'bad', fault: 'named' }
    expect(diagnosis(['one', 'two'], faults, { check }).fault).toBe('told')
    expect(diagnosis(['one', 'two'], faults, { check, end: exited(0) })).toMatchObject({
      fault: 'named',
      what: 'named two',
      line: { number: 2 },
    })
    expect(diagnosis(['three'], faults, { check })).toMatchObject({ fault: 'named', line: null })
  })

  it('brings its remedy for this plan', () => {
    const remedy = {
      says: 'Patches the pool.',
      commands: ({ pool }: typeof rigPlan) => [{ command: `patch ${pool.first}`, why: 'It is taken.' }],
      script: () => 'true',
      breaks: 'Addresses change.',
    }
    expect(diagnosis(['one'], [fault('x', { line: /one/, remedy })]).remedy).toEqual({
      says: 'Patches the pool.',
      commands: [{ command: 'patch 10.0.0.201', why: 'It is taken.' }],
      breaks: 'Addresses change.',
    })
  })
})

it('shows what a server said without what steers a terminal, and not without end', () => {
  const { what, line } = diagnosis([`a\u202e\r${'x'.repeat(5_000)}`])
  expect(what).toHaveLength(600)
  expect(what).toMatch(/^a\\u202e\\x0dx+…$/)
  expect(line?.text).toBe(what)
})

describe('a fault that is not known', () => {
  it('is told by what the step itself gave as its reason', () => {
    expect(diagnosis(['stopped: the range is taken', 'make: leaving'])).toMatchObject({
      fault: null,
      what: 'the range is taken',
      line: { number: 1, text: 'stopped: the range is taken' },
      remedy: null,
    })
  })

  it('is told by the last line that says something, and honestly', () => {
    const failure = diagnosis([
      'Error: 0x7f',
      '# microk8s enable dns',
      'checked: it',
      'waits: for it',
      ' ',
      '',
    ])
    expect(failure).toMatchObject({ what: 'Error: 0x7f', line: { number: 1, text: 'Error: 0x7f' } })
    expect(failure.why).toMatch(/does not know this failure.*exit code 1, .*nothing is there/)
    expect(failure.advice).toContain('is not done twice')
  })

  it('says so where nothing was said', () => {
    expect(diagnosis([])).toMatchObject({ what: 'It ended with exit code 1 and said nothing.', line: null })
  })

  it('says that its time was up, and on what it hung', () => {
    expect(diagnosis(['pulling'], [], { end: exited(124, true) })).toMatchObject({
      what: 'It was not done after 60 s, and was ended.'.replace('60 s', '1 min'),
      line: { text: 'pulling' },
    })
    expect(diagnosis(['pulling'], [], { end: exited(124) }).what).toBe('pulling')
    expect(diagnosis([], [], { end: exited(124, true) }).why).toContain('said nothing')
  })

  it.each([
    [
      open,
      'It ran to its end, and the check does not find what it should have done: nothing is there',
      /no error/,
    ],
    [
      { state: 'differs', evidence: 'another pool', wanted: 'ours' } as const,
      /another pool$/,
      /Wanted is: ours\./,
    ],
    [{ state: 'unknown', evidence: 'no answer' } as const, /no answer$/, /does not count as done/],
  ])('says what the check sees where the run claims success: %j', (check, what, why) => {
    const failure = diagnosis(['all is well'], [], { end: exited(0), check })
    expect(failure.what).toMatch(what)
    expect(failure.why).toMatch(why)
    expect(failure.line).toBeNull()
  })

  it('says that it was cut off, and that somebody there ended it', () => {
    expect(diagnosis(['at it'], [], { end: { how: 'cut-off' } }).what).toContain('cut off before its end')
    expect(diagnosis(['at it'], [], { end: { how: 'ended-there' } }).why).toContain('It was not Bindery')
  })
})
