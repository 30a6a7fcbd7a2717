import * as z from 'zod/mini'
import type { Restart } from './restarts-of.ts'
import type { RunState } from './run-row.ts'

const revision = z.int().check(z.minimum(1), z.maximum(999_999))

/** `prove`: launch a repository afterwards. `goBack`: return to what ran before where it does not work. */
export const rollBackInput = z.strictObject({ revision, prove: z.boolean(), goBack: z.boolean() })

/** `revision`: the newest one, as the person saw it in its trouble. */
export const repairInput = z.strictObject({ revision })

/** One revision of the release, as Helm keeps it in the cluster. Times in milliseconds since the epoch. */
export interface ReleaseRevision {
  revision: number
  /** Helm's own word: "deployed", "superseded", "failed", "pending-upgrade"… */
  status: string
  at: number
  /** The chart's version. */
  chart: string
  /** What Helm says of it: "Upgrade complete", "Rollback to 3", or why it failed. */
  said: string
  /** Against the revision before: dotted paths whose values differ. Null where that one is not kept any more. */
  changed: readonly string[] | null
  chartBefore: string | null
  /** The binder.yaml of Bindery that it was made from. */
  config: { number: number; by: string; note: string } | null
  /** The run that made it; null for what was done by hand. */
  run: { id: string; by: string; title: string; status: RunState } | null
}

/** What keeps a release from being changed, or what it was left in. */
export interface ReleaseTrouble {
  /** `unfinished`: cut off in the middle, Helm refuses everything. `failed`: the newest revision did not get through. */
  is: 'unfinished' | 'failed'
  revision: number
  status: string
  said: string
  /** The newest revision that was deployed; null where none ever was: then only taking it off helps. */
  goesBackTo: number | null
}

/** GET /api/servers/:server/releases. */
export interface ReleasesSeen {
  name: string
  namespace: string
  /** Newest first; Helm keeps ten. */
  revisions: readonly ReleaseRevision[]
  trouble: ReleaseTrouble | null
}

/** A value at a dotted path, as text; null where there is none. Of a secret only whether it differs comes here. */
export interface ValueChange {
  path: string
  before: string | null
  after: string | null
}

/** An object of the cluster as two revisions make it, as YAML without what tells nothing; null where there is none. */
export interface ObjectChange {
  kind: string
  name: string
  before: string | null
  after: string | null
}

/** GET /api/servers/:server/releases/compare?from=5&to=7. */
export interface ReleaseDiff {
  from: { revision: number; chart: string }
  to: { revision: number; chart: string }
  values: readonly ValueChange[]
  /** Null where the objects of one of the two cannot be read. */
  objects: readonly ObjectChange[] | null
  /** Objects in which nothing but checksums, chart labels and generated secrets differs: "Deployment hub". */
  folded: readonly string[]
  /** What begins anew on the way from one to the other: workloads whose pods are made differently. */
  restarts: readonly Restart[]
}

/** GET /api/servers/:server/releases/:revision/values: what was given to Helm, secrets hidden. */
export interface RevisionValues {
  revision: number
  /** The binder.yaml that it was made from, byte for byte, where Bindery has it; else the values as YAML. */
  text: string
  verbatim: boolean
}
