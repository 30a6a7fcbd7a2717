import { describe, expect, it } from 'vitest'
import { judge, readSighting } from './sighting.ts'

const BOOT = 'e2b7/24'
const facts = (rest: string): ReturnType<typeof readSighting> =>
  readSighting(`noise\nbindery facts boot=${BOOT} ${rest}\n`)
const judged = (rest: string): unknown => {
  const judgement = judge(facts(rest))
  return judgement.kind === 'ended' ? judgement.status : judgement.kind
}
const began = `folder=yes began=${BOOT} began_ago=1000 size=10`
const exit = (how: string, code: number): string => `exit=${how} code=${code} recorded=- ended_ago=5`

describe('the order of truth', () => {
  it.each([
    [
      'the exit file, whatever else there is',
      `held=yes remains=yes ${began} cancel=yes ${exit('exited', 7)}`,
      { state: 'exited', code: 7 },
    ],
    ['… also after a reboot', `folder=yes began=other/1 ${exit('exited', 0)}`, { state: 'exited', code: 0 }],
    [
      '… but for a cancel of which something is left',
      `remains=yes ${began} ${exit('cancelled', 143)}`,
      'working',
    ],
    ['… and then it is cancelled', `${began} ${exit('cancelled', 143)}`, { state: 'cancelled' }],
    ['the wrapper that lives', `held=yes ${began}`, 'working'],
    ['what it started and still works', `remains=yes ${began}`, 'working'],
    ['… though its files are gone', 'remains=yes', 'working'],
    ['no folder', '', 'absent'],
    ['a folder that waits', 'folder=yes size=0', 'not-begun'],
    ['another boot', 'folder=yes began=other/1 size=10', { state: 'interrupted', by: 'reboot' }],
    [
      '… also in a cancel',
      'folder=yes began=other/1 cancel=yes size=10',
      { state: 'interrupted', by: 'reboot' },
    ],
    ['a cancel that left no word', `${began} cancel=yes`, { state: 'cancelled' }],
    ['nothing at all', began, { state: 'lost', why: 'died' }],
    ['not even a log', `folder=yes began=${BOOT}`, { state: 'lost', why: 'files-gone' }],
    [
      'a beginning that was forbidden',
      'folder=yes began=never size=0',
      { state: 'not-started', why: 'The server could not start it.' },
    ],
    ['… by a cancel', 'folder=yes began=never cancel=yes', { state: 'cancelled' }],
    [
      '… on a full disk, where not even the word had room',
      'folder=yes began= cancel=yes',
      { state: 'cancelled' },
    ],
  ])('is %s', (_, seen, wanted) => {
    expect(judged(seen)).toEqual(wanted)
  })

  it.each([
    ['the machine was going down', `${began} stopping=stopping ${exit('stopped', 143)}`, 'reboot'],
    ['… and did not let it finish', `${began} stopping=stopping`, 'reboot'],
    ['only the unit was stopped', `${began} stopping=running ${exit('stopped', 143)}`, 'stopped'],
    [
      '… with a reboot later on',
      `folder=yes began=other/1 stopping=degraded ${exit('stopped', 143)}`,
      'stopped',
    ],
    [
      'nobody knows, and the boot is the same',
      `${began} stopping=unknown ${exit('stopped', 143)}`,
      'stopped',
    ],
    [
      'nobody knows, and the boot is another',
      `folder=yes began=other/1 stopping= ${exit('stopped', 143)}`,
      'reboot',
    ],
  ])('tells who stopped it: %s', (_, seen, by) => {
    expect(judged(seen)).toEqual({ state: 'interrupted', by })
  })
})

describe('reading facts', () => {
  it('takes sizes, ages and the sum', () => {
    const seen = facts(
      `folder=yes began=${BOOT} began_ago=1500 size=12 exit=exited code=3 recorded=10 ended_ago=20 sha256=abc`,
    )
    expect(seen).toMatchObject({ began: { boot: BOOT, ago: 1500 }, size: 12, sha256: 'abc' })
    expect(seen.exit).toEqual({ how: 'exited', code: 3, recorded: 10, ago: 20 })
  })

  it.each(['', 'bindery facts held=yes\n', `bindery facts boot=${BOOT} exit=exited code=`])(
    'refuses what is not whole: %j',
    (printed) => {
      expect(() => readSighting(printed)).toThrow('broke off')
    },
  )

  it('takes no exit for one without a code', () => {
    expect(facts('folder=yes exit= code= recorded=').exit).toBeNull()
  })

  it.each([
    'exit=exited code=99999999999999999999 recorded=- ended_ago=5',
    'exit=exited code=256 recorded=- ended_ago=5',
    'exit=exited code=-1 recorded=- ended_ago=5',
    'exit=exited code=1e2 recorded=- ended_ago=5',
    'exit=exited code= recorded=- ended_ago=5',
    'exit=exited code=0 recorded=-7 ended_ago=5',
    'exit=exited code=0 recorded=- ended_ago=9100000000000000',
    'exit=exited code=0 recorded=- ended_ago=soon',
    `began=${BOOT} began_ago=99999999999999999999`,
    'size=-1',
    'size=9007199254740993',
  ])('refuses what cannot be true: %s', (said) => {
    expect(() => facts(`folder=yes ${said}`)).toThrow(
      expect.objectContaining({ code: 'remote_failed', message: expect.stringContaining('cannot be true') }),
    )
  })

  it('takes what is of the future for of now', () => {
    const seen = facts(
      `began=${BOOT} began_ago=-1 exit=exited code=255 recorded=- ended_ago=-9100000000000000`,
    )
    expect(seen).toMatchObject({ began: { ago: 0 }, exit: { code: 255, recorded: null, ago: 0 } })
  })
})
