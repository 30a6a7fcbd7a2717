import { expect, test } from 'vitest'
import { hostOfImage, withoutHost } from './image-name.ts'

test.each([
  ['robolab/binder-', null, 'robolab/binder-'],
  ['binder-', null, 'binder-'],
  ['ghcr.io/lab/binder-', 'ghcr.io', 'lab/binder-'],
  ['10.0.0.5:32000/binder/', '10.0.0.5:32000', 'binder/'],
  ['localhost/binder/', 'localhost', 'binder/'],
  ['ghcr.io', null, 'ghcr.io'],
])('%s', (name, host, rest) => {
  expect(hostOfImage(name)).toBe(host)
  expect(withoutHost(name)).toBe(rest)
})
