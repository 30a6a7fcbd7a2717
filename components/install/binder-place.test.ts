import { expect, test } from 'vitest'
import type { InstallRow } from '../../lib/shared/install.ts'
import { installRow } from '../../lib/testing/install-row.ts'
import { binderPlace } from './binder-place.ts'

const complete = installRow({ done: 99 })
const read: InstallRow = {
  ...complete,
  plan: complete.plan && { ...complete.plan, addresses: { how: 'read' } },
}

test('a fixed address leads to BinderHub, not to the hub', () => {
  expect(binderPlace(complete)).toEqual({ kind: 'address', url: 'http://10.0.0.201/' })
})

test('an address that was read is where it was printed', () => {
  expect(binderPlace(read)).toEqual({ kind: 'printed', href: '/s/a/install/hub-url' })
  const found = read.steps.map((step) => ({ ...step, lastRun: null }))
  expect(binderPlace({ ...read, steps: found })).toBeNull()
})

test('nothing is promised before the address was seen', () => {
  expect(binderPlace(installRow({ done: 8 }))).toBeNull()
  expect(binderPlace(installRow({ change: { plan: null, steps: [] } }))).toBeNull()
})
