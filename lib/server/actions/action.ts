import type * as z from 'zod/mini'
import type { Role } from '../../shared/account-api.ts'
import type { Blast } from '../../shared/blast.ts'

/** Who asks: a signed-in person on one device. */
export interface Actor {
  personId: string
  name: string
  role: Role
  sessionId: string
  /** Where from: the peer's address, or X-Forwarded-For of a configured proxy. */
  address: string
}

/** One request to an action or a query, already authorised and parsed. */
export interface Call<Input> {
  actor: Actor
  input: Input
  /** The `:names` of the path. They are not trusted: look them up, `not_found` when they lead nowhere. */
  params: Readonly<Record<string, string>>
  signal: AbortSignal
}

/**
 * Anything that changes something. There is one way to run it: `performAction`, which authorises, parses,
 * writes that it began, performs it, and writes how it ended.
 */
export interface Action<Input = unknown, Output = unknown> {
  /** noun.verb, as the audit shows it: "server.forget". */
  name: string
  /** POST path: "/api/servers/:server/forget". `…/describe` answers `describe`. */
  path: string
  who: Role
  input: z.ZodMiniType<Input>
  /** What it acts on, for the audit; never a secret: "binder-01 (10.0.0.12)". */
  target(call: Call<NoInfer<Input>>): string
  describe?(call: Call<NoInfer<Input>>): Blast | Promise<Blast>
  /**
   * Answers with JSON. `commit(…)` ends it with database changes in one transaction with the audit's `done` row;
   * `JsonAnswer` and `ByteAnswer` bring headers of their own.
   */
  perform(call: Call<NoInfer<Input>>): Output | Promise<Output>
  /** For what must go through also while the database cannot be written: the log takes the audit's place. */
  withoutStore?(call: Call<NoInfer<Input>>): unknown
}

/** Keeps the type of the input; the value is the argument itself. */
export function defineAction<Input, Output>(action: Action<Input, Output>): Action<Input, Output> {
  return action
}

/** A read-only GET. `answer` gives JSON, or a stream of bytes with its headers. */
export interface Query {
  path: string
  who: Role
  answer(call: Call<URLSearchParams>): unknown | Promise<unknown>
}
