import { parseDocument, stringify } from 'yaml'
import { MAX_EDITED_BYTES } from '../../lib/shared/edit-object-api.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import type { KubeFields } from '../../lib/shared/whole-object.ts'

export type ReadYaml = { ok: true; object: KubeFields } | { ok: false; message: string }

/** More than any object has, and less than takes time to read. */
const MAX_NESTED = 500

/** The YAML of an object: no line is broken, so that a comparison shows what was changed. */
export function writeYaml(object: KubeFields): string {
  return stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })
}

/** Reads what a person typed. Never throws: what is no object, too long or too deep is said, within a second. */
export function readYaml(text: string): ReadYaml {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > MAX_EDITED_BYTES)
    return no(
      `This has ${formatBytes(bytes)}, and a cluster takes no more than ${formatBytes(MAX_EDITED_BYTES)}.`,
    )
  if (isTooDeep(text)) return no('This is nested too deep to be an object.')
  try {
    const document = parseDocument(text, { logLevel: 'silent' })
    const [error] = document.errors
    if (error) return no(error.message.split('\n')[0] ?? 'This is not YAML.')
    const object: unknown = document.toJS({ maxAliasCount: 100 })
    if (typeof object !== 'object' || object === null || Array.isArray(object))
      return no('This is not an object: it has to begin with fields such as apiVersion and kind.')
    return { ok: true, object: object as KubeFields }
  } catch (thrown) {
    if (thrown instanceof RangeError) return no('This is nested too deep to be an object.')
    return no(
      thrown instanceof ReferenceError
        ? 'Its aliases refer to each other so often that it would never end.'
        : 'This is not YAML that can be read.',
    )
  }
}

function no(message: string): ReadYaml {
  return { ok: false, message }
}

/** Brackets that were opened and not closed again, or lists in lists on one line: reading them takes for ever. */
function isTooDeep(text: string): boolean {
  if (/^(?:\s*- ){100}/m.test(text.slice(0, MAX_EDITED_BYTES))) return true
  let open = 0
  for (const char of text) {
    if (char === '[' || char === '{') open += 1
    else if ((char === ']' || char === '}') && open > 0) open -= 1
    if (open > MAX_NESTED) return true
  }
  return false
}
