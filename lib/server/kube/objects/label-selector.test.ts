import { expect, it } from 'vitest'
import { isChosenBy, selectorText } from './label-selector.ts'

it('writes a selector as a query takes it', () => {
  expect(
    selectorText({
      matchLabels: { app: 'jupyterhub' },
      matchExpressions: [
        { key: 'component', operator: 'In', values: ['hub', 'proxy'] },
        { key: 'tier', operator: 'NotIn', values: ['x'] },
        { key: 'release', operator: 'Exists' },
        { key: 'old', operator: 'DoesNotExist' },
        { key: 'new', operator: 'Unheard' },
      ],
    }),
  ).toBe('app=jupyterhub,component in (hub,proxy),tier notin (x),release,!old')
})

it.each([undefined, null, {}, { matchLabels: {} }, 'x'])(
  '%j chooses nothing, and not everything',
  (selector) => {
    expect(selectorText(selector)).toBeNull()
  },
)

it('tells whom a service sends to', () => {
  expect(isChosenBy({ app: 'a', tier: 'b' }, { app: 'a', tier: 'b', more: 'c' })).toBe(true)
  expect(isChosenBy({ app: 'a', tier: 'b' }, { app: 'a' })).toBe(false)
  expect(isChosenBy({}, { app: 'a' })).toBe(false)
  expect(isChosenBy(undefined, undefined)).toBe(false)
})
