import { expect, test } from 'vitest'
import {
  isOpen,
  type OpenObject,
  queryText,
  readOpen,
  readTab,
  type TabName,
  withOpen,
} from './open-object.ts'

const hub: OpenObject = { kind: 'Pod', namespace: 'binder', name: 'hub-7d' }
const node: OpenObject = { kind: 'Node', namespace: null, name: 'binder-01' }

test.each<[OpenObject, TabName, string]>([
  [hub, 'summary', '?open=Pod/binder/hub-7d'],
  [hub, 'logs', '?open=Pod/binder/hub-7d&tab=logs'],
  [node, 'yaml', '?open=Node/binder-01&tab=yaml'],
])('%o stands in the address', (object, tab, text) => {
  const query = withOpen(new URLSearchParams(), object, tab)
  expect(queryText(query)).toBe(text)
  expect(readOpen(query)).toEqual(object)
  expect(readTab(query)).toBe(tab)
})

test('opening and closing leaves the rest of an address alone', () => {
  const query = new URLSearchParams('q=hub&open=Pod/binder/hub-7d&tab=logs&sort=age')
  expect(queryText(withOpen(query, null))).toBe('?q=hub&sort=age')
  expect(queryText(withOpen(query, node))).toBe('?q=hub&open=Node/binder-01&sort=age')
})

test.each([
  '',
  'Pod',
  'Pod/binder',
  'Pod/binder/',
  'Pod//hub',
  'Pod/a/b/c',
  'Node/binder/node',
  'constructor/a/b',
  'pod/binder/hub',
])('%o opens nothing', (text) => {
  expect(readOpen(new URLSearchParams({ open: text }))).toBeNull()
})

test('a tab that there is not is the first', () => {
  expect(readTab(new URLSearchParams('tab=constructor'))).toBe('summary')
})

test('an object is open by its name', () => {
  expect(isOpen(hub, { ...hub })).toBe(true)
  expect(isOpen(hub, { ...hub, namespace: 'other' })).toBe(false)
  expect(isOpen(null, hub)).toBe(false)
})
