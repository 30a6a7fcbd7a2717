import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonSchema } from '../../shared/config-check/schema-problems.ts'
import { isValues } from '../../shared/values.ts'

/** Both schemas have half a megabyte; what is much larger is something else. */
const MAX_CHARACTERS = 4_000_000

export interface SchemaCache {
  of(chartVersion: string): JsonSchema | null
  /** Keeps the schema of a chart, with that of its JupyterHub in its place. Gives it; null for what is no schema. */
  put(chartVersion: string, schema: string, hubSchema: string | null): JsonSchema | null
}

/** Schemas of chart versions, as they stand in the packages: files of the data folder, and losing them costs nothing. */
export function createSchemaCache(dataFolder: string): SchemaCache {
  const folder = join(dataFolder, 'cache')
  const file = (version: string): string => join(folder, `chart-schema-${encodeURIComponent(version)}.json`)
  const known = new Map<string, JsonSchema>()
  return {
    of(version) {
      const here = known.get(version)
      if (here) return here
      const read = parse(readSafely(file(version)))
      if (read !== null) known.set(version, read)
      return read
    },
    put(version, text, hubText) {
      const schema = parse(text)
      if (schema === null) return null
      const hub = parse(hubText)
      const whole: JsonSchema =
        hub === null ? schema : { ...schema, properties: { ...schema.properties, jupyterhub: hub } }
      known.set(version, whole)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        writeFileSync(file(version), JSON.stringify(whole), { mode: 0o600 })
      } catch {
        // A full disk must not keep anybody from rehearsing.
      }
      return whole
    },
  }
}

function parse(text: string | null): JsonSchema | null {
  if (text === null || text.length > MAX_CHARACTERS) return null
  try {
    const schema: unknown = JSON.parse(text)
    return isValues(schema) ? schema : null
  } catch {
    return null
  }
}

function readSafely(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
