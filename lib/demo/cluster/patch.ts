import type { KubeObject } from './kube-object.ts'

/** A merge patch (RFC 7386): null takes away, objects are merged, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const merged: Record<string, unknown> = isRecord(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value)
  }
  return merged
}

/** A JSON patch (RFC 6902), as far as add, replace and remove. Throws for a path that leads nowhere. */
function jsonPatch(
  target: unknown,
  operations: readonly { op: string; path: string; value?: unknown }[],
): unknown {
  const copy: unknown = structuredClone(target)
  for (const { op, path, value } of operations) {
    const keys = path
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = keys.pop() ?? ''
    let at: unknown = copy
    for (const key of keys) at = isRecord(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined
    if (Array.isArray(at)) {
      const index = last === '-' ? at.length : Number(last)
      if (op === 'remove') at.splice(index, 1)
      else at.splice(index, op === 'replace' ? 1 : 0, value)
    } else if (isRecord(at)) {
      if (op === 'remove') delete at[last]
      else at[last] = value
    } else throw new Error(`the path ${path} does not exist`)
  }
  return copy
}

/** The object after a patch of the given content type. */
export function patched(object: KubeObject, contentType: string, patch: unknown): KubeObject {
  const result =
    contentType.includes('json-patch') && Array.isArray(patch)
      ? jsonPatch(object, patch)
      : mergePatch(object, patch)
  return result as KubeObject
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
