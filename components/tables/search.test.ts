import { describe, expect, it, test } from 'vitest'
import { isFound, readSearch } from './search.ts'

const hay = 'hub-7d9 binder running binder-01'
const labels = { app: 'jupyterhub', component: 'hub' }

describe('what is looked for', () => {
  it.each<[string, boolean]>([
    ['', true],
    ['HUB', true],
    [' hub  run ', true],
    ['hub proxy', false],
    ['label:app=jupyterhub', true],
    ['LABEL:app=binder', false],
    ['app=jupyterhub', true],
    ['app!=jupyterhub', false],
    ['hub app=jupyterhub', true],
    ['label:component in (hub, proxy) run', true],
    ['component in (proxy,binder) run', false],
    ['label:component notin(proxy)', true],
    ['label:!gone', true],
    ['label:app', true],
    ['.*', false],
    ['(a+)+$', false],
  ])('%o', (text, expected) => {
    expect(isFound(readSearch(text), hay, labels)).toBe(expected)
  })
})

test.each(['label:', 'label:=x', 'label:app in (a', 'app in (a', 'hub app=(a+)+$', 'a=b=c'])(
  '%o is told of',
  (text) => {
    const { problem } = readSearch(text)
    expect(problem).toContain('no condition on labels')
  },
)

test('what stands beside something that is not understood still counts', () => {
  expect(isFound(readSearch('proxy label:=x'), hay, labels)).toBe(false)
})

test.each(['a'.repeat(100_000), '('.repeat(100_000), 'a in ( '.repeat(20_000), ' '.repeat(100_000)])(
  'a hundred thousand characters are read in no time',
  (text) => {
    const began = performance.now()
    readSearch(text)
    expect(performance.now() - began).toBeLessThan(500)
  },
)
