import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PAGE_SOURCES } from './pages.mjs'
import { ROOT } from './project.mjs'

it('takes nothing of lib/server into the pages but types and engine.ts, since a change elsewhere there does not build them anew', () => {
  expect(PAGE_SOURCES).toContain('lib/server/engine.ts')
  const files = globSync('{app,components,lib/client,lib/shared}/**/*.{ts,tsx}', { cwd: ROOT }).filter(
    (file) => !file.includes('.test.'),
  )
  expect(files.length).toBeGreaterThan(0)
  const taken = files.filter((file) =>
    /^(import|export) (?!type\b)[^']*'[./]+\/(lib\/)?server\/(?!engine\.ts')/m.test(
      readFileSync(join(ROOT, file), 'utf8'),
    ),
  )
  expect(taken).toEqual([])
})
