import { describe, expect, it } from 'vitest'
import { troubleOf } from './trouble-of.ts'

const history = (...statuses: string[]) =>
  statuses.map((status, at) => ({ revision: statuses.length - at, status, said: '' }))

describe('a release that is stuck', () => {
  it.each([
    ['is well', ['deployed', 'superseded'], null],
    ['is well after something failed', ['deployed', 'failed', 'superseded'], null],
    ['an upgrade was cut off', ['pending-upgrade', 'deployed'], { is: 'unfinished', goesBackTo: 1 }],
    [
      'a rollback was cut off',
      ['pending-rollback', 'failed', 'deployed'],
      { is: 'unfinished', goesBackTo: 1 },
    ],
    ['an upgrade failed', ['failed', 'deployed', 'superseded'], { is: 'failed', goesBackTo: 2 }],
    ['only older ones ran', ['failed', 'failed', 'superseded'], { is: 'failed', goesBackTo: 1 }],
    ['the first install was cut off', ['pending-install'], { is: 'unfinished', goesBackTo: null }],
    ['the removal was cut off', ['uninstalling'], { is: 'unfinished', goesBackTo: null }],
    ['there is none', [], null],
  ])('%s', (_, statuses, trouble) => {
    const seen = troubleOf(history(...statuses))
    if (trouble === null) expect(seen).toBeNull()
    else expect(seen).toMatchObject({ ...trouble, revision: statuses.length })
  })
})
