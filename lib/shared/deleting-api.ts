import * as z from 'zod/mini'
import type { Blast } from './blast.ts'
import type { ObjectRef } from './object-ref.ts'
import { objectRefSchema } from './object-ref-schema.ts'

/** Objects that go in one deletion, at most. */
export const MAX_DELETED_AT_ONCE = 2_000

/** What every confirmation of a change to the cluster brings along. */
export const confirmation = {
  /** What was shown when the person said yes; empty where nothing was shown yet. */
  fingerprint: z.string().check(z.maxLength(20_000)),
  /** What the person typed where the description asked for it. */
  typed: z.string().check(z.maxLength(300)),
}

/** POST /api/servers/:server/objects/delete */
export const deleteObjectsInput = z.object({
  objects: z
    .array(objectRefSchema)
    .check(
      z.minLength(1, 'Nothing is chosen.'),
      z.maxLength(
        MAX_DELETED_AT_ONCE,
        `At most ${MAX_DELETED_AT_ONCE.toLocaleString('en')} objects go at once.`,
      ),
    ),
  /** Only for pods that should have ended and did not: the cluster forgets them without asking their node. */
  force: z.boolean(),
  ...confirmation,
})

export type DeleteObjects = z.infer<typeof deleteObjectsInput>

/** What a person has to type, and why. */
export interface TypedWord {
  word: string
  why: string
}

/** A description with what its action demands back. */
export interface GuardedBlast extends Blast {
  /** In one sentence: "12 people lose their session now; hub and proxy untouched." */
  sentence: string
  /** How much breaks, for the action: when it is more by then, it refuses. */
  fingerprint: string
  typed: TypedWord | null
}

/** One object that would go. */
export interface GoingObject {
  object: ObjectRef
  /** What it is: "session on robolab/ros2", "bare pod", "claim of the hub". */
  what: string
  /** Where it does not simply go: it is gone already, or waits for something that uses it. */
  note: string | null
}

/** The answer of POST /api/servers/:server/objects/delete/describe. */
export interface DeletingBlast extends GuardedBlast {
  goes: GoingObject[]
  /** Claims and volumes among them, with what is known of their data. */
  claims: ClaimUse[]
}

/** A claim, where its data is and who uses it. The size on disk is asked for apart: it takes a while. */
export interface ClaimUse {
  claim: ObjectRef
  /** The volume it is bound to; null while it is not. */
  volume: string | null
  /** Folder on the server, or on the node named; null where it is not a folder. */
  path: string | null
  node: string | null
  asked: string
  storageClass: string | null
  /** What becomes of the data when the claim goes. */
  reclaim: 'Delete' | 'Retain' | 'Recycle' | null
  /** Pods that use it now. */
  users: ObjectRef[]
  /** Since when it waits to be deleted; null where nobody asked. */
  deletingAt: number | null
}

/** Bytes of a volume on disk. `too-slow`: it was not counted to the end in the time there is. */
export type ClaimSize =
  | { is: 'known'; bytes: number; at: number }
  | { is: 'too-slow'; seconds: number }
  | { is: 'unknown'; why: string }
