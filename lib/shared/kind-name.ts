import { counted } from './count-words.ts'
import { type ObjectKind, objectKinds } from './object-ref.ts'

/** A kind as people call it: "claim", "daemon set". */
export function kindName(kind: ObjectKind): string {
  switch (kind) {
    case 'PersistentVolumeClaim':
      return 'claim'
    case 'PersistentVolume':
      return 'volume'
    default:
      return kind.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  }
}

/** The kind of some objects, in the plural where there are several: "3 claims", "2 objects". */
export function countedObjects(objects: readonly { kind: ObjectKind }[]): string {
  const [first] = objects
  if (!first || objects.some(({ kind }) => kind !== first.kind)) return counted(objects.length, 'object')
  const name = kindName(first.kind)
  return counted(
    objects.length,
    name,
    objectKinds[first.kind].plural.endsWith('sses') ? `${name}es` : `${name}s`,
  )
}
