import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.mjs'

describe('fingerprint', () => {
  let root
  const write = (path, text) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const now = () => fingerprint(['app', 'one.json', 'not-there'], root)

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fingerprint-'))
    write('app/page.tsx', 'page')
    write('app/deep/down.ts', 'down')
    write('one.json', '{}')
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it.each([
    ['a changed content', () => write('app/deep/down.ts', 'DOWN')],
    ['a new file', () => write('app/new.ts', '')],
    ['a removed file', () => rmSync(join(root, 'app/page.tsx'))],
    [
      'text that moves from one file to the next',
      () => [write('app/deep/down.ts', 'dow'), write('app/page.tsx', 'npage')],
    ],
    ['a file that was missing', () => write('not-there', '')],
  ])('changes with %s', (_, change) => {
    const before = now()
    change()
    expect(now()).not.toBe(before)
  })

  it.each([
    ['a new time of the same content', () => utimesSync(join(root, 'one.json'), new Date(0), new Date(0))],
    ['a test', () => write('app/deep/down.test.ts', 'test')],
    ['a file elsewhere', () => write('lib/other.ts', 'other')],
  ])('stays with %s', (_, change) => {
    const before = now()
    change()
    expect(now()).toBe(before)
  })
})
