import { expect, it } from 'vitest'
import { completeLock } from './complete-lock.mjs'

const lockWith = (optionalDependencies, more = {}) => ({
  packages: { '': {}, 'node_modules/tool': { version: '2.0.0', optionalDependencies }, ...more },
})

it.each([
  ['@tool/cli-darwin-arm64', { cpu: ['arm64'], os: ['darwin'] }],
  ['@tool/cli-linux-x64-musl', { cpu: ['x64'], os: ['linux'], libc: ['musl'] }],
  ['@tool/linux-x64-gnu', { cpu: ['x64'], os: ['linux'], libc: ['glibc'] }],
  ['@tool/linux-arm-musleabihf', { cpu: ['arm'], os: ['linux'], libc: ['musl'] }],
  ['@tool/win32-x64-msvc', { cpu: ['x64'], os: ['win32'] }],
  ['@tool/wasm32-wasi', { cpu: ['wasm32'] }],
])('adds %s with what it runs on', (name, limits) => {
  const lock = lockWith({ [name]: '2.0.0' })
  expect(completeLock(lock)).toEqual([name])
  expect(lock.packages[`node_modules/${name}`]).toEqual({ version: '2.0.0', ...limits, optional: true })
})

it('leaves what is there, what has a range, and what is not named for a system', () => {
  const there = { 'node_modules/@tool/linux-x64': { version: '2.0.0', integrity: 'sha512-x' } }
  const lock = lockWith({ '@tool/linux-x64': '2.0.0', '@tool/linux-arm64': '^2.0.0', extras: '1.0.0' }, there)
  expect(completeLock(lock)).toEqual([])
  expect(lock.packages['node_modules/@tool/linux-x64']?.integrity).toBe('sha512-x')
})

it('marks the parts of a development tool as such', () => {
  const lock = lockWith({ '@tool/darwin-x64': '2.0.0' })
  lock.packages['node_modules/tool'].dev = true
  completeLock(lock)
  expect(lock.packages['node_modules/@tool/darwin-x64'].dev).toBe(true)
})
