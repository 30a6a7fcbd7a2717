import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSchemaCache } from './schema-cache.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-schemas-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const hub = { type: 'object', additionalProperties: false, properties: { hub: {} } }

it('keeps a schema with that of its JupyterHub in its place, over a restart', () => {
  createSchemaCache(folder).put(
    '1.0.0',
    '{"type":"object","properties":{"jupyterhub":{}}}',
    JSON.stringify(hub),
  )
  expect(createSchemaCache(folder).of('1.0.0')).toEqual({ type: 'object', properties: { jupyterhub: hub } })
  expect(createSchemaCache(folder).of('1.0.1')).toBeNull()
})

it.each(['', 'no JSON', '[]', `"${'x'.repeat(4_000_001)}"`])('takes no %.10s for a schema', (text) => {
  const cache = createSchemaCache(folder)
  expect(cache.put('1.0.0', text, null)).toBeNull()
  expect(cache.of('1.0.0')).toBeNull()
})
