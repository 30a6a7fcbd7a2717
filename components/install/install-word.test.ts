import { describe, expect, test } from 'vitest'
import { stepIds } from '../../lib/shared/install.ts'
import { installRow } from '../../lib/testing/install-row.ts'
import { installCount, installInvitation, installWord } from './install-word.ts'

const all = stepIds.length

const noPlan = installRow({ change: { plan: null, steps: [] } })

describe('elsewhere', () => {
  test.each([
    ['there is no install', undefined],
    ['there is no plan', noPlan],
    ['nothing was started', installRow({ done: 8 })],
    ['all is done', installRow({ done: 99, ended: 'finished' })],
    ['it drifted since', installRow({ done: 20, ended: 'finished' })],
  ])('nothing is said while %s', (_, row) => expect(installWord(row)).toBeNull())

  test('a pause and a stop are told apart', () => {
    expect(installWord(installRow({ done: 8, ended: 'paused' }))?.word).toBe('Install paused')
    expect(installWord(installRow({ done: 8, ended: 'stopped' }))?.word).toBe('Install stopped by hand')
  })

  test('what holds it up is said', () => {
    const row = installRow({ done: 8, going: true })
    const held = { code: 'link_lost', message: 'The server restarts.' } as const
    expect(installWord({ ...row, going: row.going && { ...row.going, held } })).toMatchObject({
      kind: 'wait',
      word: `Install waits at step 9 of ${all}`,
      more: 'The server restarts.',
    })
  })
})

test.each([
  [undefined, null, 'Install BinderHub'],
  [noPlan, null, 'Install BinderHub'],
  [installRow({ done: 8 }), `8/${all}`, 'Install BinderHub'],
  [installRow({ done: 8, going: true }), `9/${all}`, 'Watch the install'],
  [installRow({ done: 4, ended: 'failed' }), `5/${all}`, 'See why the install stopped'],
  [installRow({ done: 8, ended: 'paused' }), `8/${all}`, 'Go on with the install'],
  [installRow({ done: 99, ended: 'finished' }), 'done', null],
])('navigation and overview agree (%#)', (row, count, invitation) => {
  expect(installCount(row)).toBe(count)
  expect(installInvitation(row)).toBe(invitation)
})
