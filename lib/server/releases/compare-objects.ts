import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ObjectChange, ReleaseDiff } from '../../shared/releases-api.ts'
import { restartsOfWorkloads } from '../../shared/restarts-of.ts'
import { valueAt } from '../../shared/values.ts'
import { type RenderedObject, readManifest } from './read-manifest.ts'
import { readableObject } from './readable-object.ts'

const WORKLOADS = ['Deployment', 'DaemonSet', 'StatefulSet']

interface Compared extends Pick<ReleaseDiff, 'folded' | 'restarts'> {
  objects: ObjectChange[]
}

/** What differs between two rendered charts. Null where one of them cannot be read. */
export function compareObjects(before: string, after: string): Compared | null {
  const [old, now] = [readManifest(before), readManifest(after)]
  if (old === null || now === null) return null
  const salt = randomBytes(16).toString('hex')
  const objects: ObjectChange[] = []
  const folded: string[] = []
  const restarting: string[] = []
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(key), now.get(key)]
    const one = b ?? a
    if (!one || isDeepStrictEqual(a?.fields, b?.fields)) continue
    const [was, is] = [a ? readableObject(a, salt) : null, b ? readableObject(b, salt) : null]
    if (was === is) folded.push(key)
    else objects.push({ kind: one.kind, name: one.name, before: was, after: is })
    if (WORKLOADS.includes(one.kind) && !isDeepStrictEqual(podsOf(a), podsOf(b))) restarting.push(one.name)
  }
  return { objects, folded, restarts: restartsOfWorkloads(restarting) }
}

/** How its pods are made: whatever differs there, checksums too, makes them anew. */
function podsOf(object: RenderedObject | undefined): unknown {
  return object === undefined ? null : valueAt(object.fields, ['spec', 'template'])
}
