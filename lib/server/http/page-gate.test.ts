import { describe, expect, test } from 'vitest'
import { detour, isPublicFile, localPath } from './page-gate.ts'
import { parseTarget } from './request-target.ts'

const at = (url: string, needsSetup: boolean, signedIn: boolean) =>
  detour(parseTarget(url), { needsSetup, signedIn })

test('without an account every page leads to /welcome', () => {
  expect(at('/', true, false)).toBe('/welcome')
  expect(at('/sign-in?next=/x', true, false)).toBe('/welcome')
  expect(at('/welcome', true, false)).toBeNull()
})

test('signed out, a page leads to sign-in and back', () => {
  expect(at('/', false, false)).toBe('/sign-in')
  expect(at('/servers/x?tab=log&a=b', false, false)).toBe('/sign-in?next=%2Fservers%2Fx%3Ftab%3Dlog%26a%3Db')
  expect(at('/servers/x?_rsc=1a2b', false, false)).toBe('/sign-in?next=%2Fservers%2Fx')
  expect(at('/sign-in', false, false)).toBeNull()
  expect(at('/welcome', false, false)).toBe('/sign-in?used#')
})

test('signed in, every page is shown, and sign-in leads on', () => {
  expect(at('/servers/x', false, true)).toBeNull()
  expect(at('/sign-in', false, true)).toBe('/')
  expect(at('/sign-in?used', false, true)).toBe('/')
  expect(at('/sign-in?next=%2Fservers%2Fx', false, true)).toBe('/servers/x')
  expect(at('/sign-in?next=https://evil.example', false, true)).toBe('/')
  expect(at('/welcome', false, true)).toBe('/servers#')
})

describe('where a sign-in may lead', () => {
  test.each(['/', '/servers/x', '/runs?state=failed', '/a/b?c=%2F%2Fd'])('%s is ours', (next) => {
    expect(localPath(next)).toBe(next)
  })
  test.each([
    null,
    '',
    'servers',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/./\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    '/é',
    '/sign-in?next=/',
    '/api/me',
  ])('%j leads home', (next) => {
    expect(localPath(next)).toBe('/')
  })
})

test('only what the sign-in page needs passes without a session', () => {
  for (const path of [
    '/_next/static/chunks/a.js',
    '/favicon.ico',
    '/icon.svg',
    '/apple-icon.png',
    '/fonts/a.woff2',
  ])
    expect(isPublicFile(path, false)).toBe(true)
  for (const path of [
    '/',
    '/servers',
    '/_next/data/x',
    '/_next/image',
    '/_next/static/',
    '/icon.svg/x',
    '/fonts/a/b',
    '/x/favicon.ico',
  ])
    expect(isPublicFile(path, false)).toBe(false)
  expect(isPublicFile('/_next/image', true)).toBe(true)
})
