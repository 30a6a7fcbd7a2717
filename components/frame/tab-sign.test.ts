import { describe, expect, test } from 'vitest'
import { iconOf, markedTitle, signOf, type TabSign, worstSign } from './tab-sign.ts'

const fail: TabSign = { kind: 'fail', word: 'Nobody can launch' }
const warn: TabSign = { kind: 'warn', word: 'Full, 50 of 50' }
const unk: TabSign = { kind: 'unk', word: 'Stale' }

describe('the title', () => {
  test('says first what is wrong, and nothing while all is well', () => {
    expect(markedTitle('Overview, binder-01 · Bindery', fail)).toBe(
      '✕ Nobody can launch: Overview, binder-01 · Bindery',
    )
    expect(markedTitle('Overview, binder-01 · Bindery', null)).toBe('Overview, binder-01 · Bindery')
  })

  test('never has two marks', () => {
    const once = markedTitle('Workloads, binder-01 · Bindery', fail)
    expect(markedTitle(once, unk)).toBe('? Stale: Workloads, binder-01 · Bindery')
    expect(markedTitle(once, fail)).toBe(once)
    expect(markedTitle(once, null)).toBe('Workloads, binder-01 · Bindery')
  })

  test('a colon in the word does not break the next change', () => {
    const sign = signOf({ kind: 'fail', word: 'Install stopped: step 5' })
    expect(markedTitle(markedTitle('Servers', sign), null)).toBe('Servers')
  })
})

test('each sign has a shape of its own', () => {
  const icons = [fail, warn, unk].map(iconOf)
  expect(new Set(icons.map((icon) => icon?.replaceAll(/%23[0-9a-f]{3,6}/g, ''))).size).toBe(3)
  expect(iconOf(null)).toBeNull()
})

test.each([
  ['ok', null],
  ['work', null],
  ['wait', null],
  ['fail', 'fail'],
  ['warn', 'warn'],
  ['unk', 'unk'],
] as const)('a server that is %s makes the tab show %s', (kind, shown) => {
  expect(signOf({ kind, word: 'x' })?.kind ?? null).toBe(shown)
})

test('of many servers the worst is shown', () => {
  expect(worstSign([null, unk, fail, warn])).toBe(fail)
  expect(worstSign([unk, null])).toBe(unk)
  expect(worstSign([null])).toBeNull()
})
