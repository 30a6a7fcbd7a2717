import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './project.mjs'

it('takes nothing but types from lib/server into the pages, since a change there does not build them anew', () => {
  const files = globSync('{app,components,lib/client,lib/shared}/**/*.{ts,tsx}', { cwd: ROOT }).filter(
    (file) => !file.includes('.test.'),
  )
  expect(files.length).toBeGreaterThan(0)
  const taken = files.filter((file) =>
    /^(import|export) (?!type\b)[^']*'[./]+\/(lib\/)?server\//m.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(taken).toEqual([])
})
