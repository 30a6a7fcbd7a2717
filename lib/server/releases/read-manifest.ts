import { parseAllDocuments } from 'yaml'
import * as z from 'zod/mini'
import { helmYaml, isValues, type Values } from '../../shared/values.ts'

/** The rendered chart has 100 kB; what is much larger would hold up everybody while it is read. */
const MAX_CHARACTERS = 2_000_000

export interface RenderedObject {
  kind: string
  name: string
  /** As the chart made it. */
  fields: Values
}

const named = z.object({ kind: z.string(), metadata: z.object({ name: z.string() }) })

/** The objects of a manifest, by kind and name, in its order. Null for what cannot be read. */
export function readManifest(manifest: string): Map<string, RenderedObject> | null {
  if (manifest.length > MAX_CHARACTERS) return null
  const objects = new Map<string, RenderedObject>()
  try {
    for (const document of parseAllDocuments(manifest, helmYaml)) {
      const fields: unknown = document.toJS({ maxAliasCount: 100 })
      const object = named.safeParse(fields)
      if (!object.success || !isValues(fields)) continue
      const { kind, metadata } = object.data
      objects.set(`${kind} ${metadata.name}`, { kind, name: metadata.name, fields })
    }
  } catch {
    return null
  }
  return objects
}
