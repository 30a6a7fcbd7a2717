import type { EventRow } from './event-row.ts'
import type { ObjectName } from './object-ref.ts'
import type { WholeObject } from './whole-object.ts'

/** What an object is to another, in the order in which the page lists them. */
export const relations = [
  'about',
  'made by',
  'runs on',
  'replica sets',
  'pods',
  'services',
  'claims',
  'volume',
  'class',
  'volumes',
  'config maps',
  'secrets',
] as const
export type Relation = (typeof relations)[number]

export interface RelatedObject {
  as: Relation
  object: ObjectName
  /** False where it is named and not there; null where nobody looked. */
  isThere: boolean | null
  /** What is worth knowing of it beside its name: "mounted as /etc/jupyterhub", "3 of 3 ready". Mostly empty. */
  note: string
}

/** GET /api/servers/:server/objects/:kind/:namespace/:name */
export interface ObjectAnswer {
  object: WholeObject
  /** Newest first. */
  events: readonly EventRow[]
  related: readonly RelatedObject[]
  /** Not everything that is related could be read, or there is more of it. */
  isPartial: boolean
}
