import { expect, it } from 'vitest'
import { kubeVersionFits } from './kube-version.ts'

it.each([
  ['>=1.28.0-0', '1.32', true],
  ['>=1.28.0-0', '1.28', true],
  ['>=1.28.0-0', '1.27', false],
  ['>= 1.23.0-0, <1.30', '1.29', true],
  ['>=1.23.0 <1.30.0', '1.31', false],
  ['>1.31.0', '1.31', true],
  ['>=1.9', '1.10', true],
  ['>=2.0', '1.32', false],
  ['', '1.32', null],
  ['^1.28', '1.32', null],
  ['>=1.28 || <1.2', '1.32', null],
  ['>=1.28.0-0', 'latest', null],
])('%j with Kubernetes %s: %s', (wanted, minor, fits) => {
  expect(kubeVersionFits(wanted, minor)).toBe(fits)
})
