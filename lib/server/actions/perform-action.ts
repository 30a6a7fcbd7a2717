import type { Role } from '../../shared/account-api.ts'
import type { Blast } from '../../shared/blast.ts'
import { AppError, toProblem } from '../../shared/problem.ts'
import { idSchema } from '../../shared/text.ts'
import type { Store } from '../store/open-store.ts'
import { unwritableProblem } from '../store/unwritable.ts'
import type { Action, Actor, Call } from './action.ts'
import type { Audit } from './audit.ts'
import { Commit } from './commit.ts'
import { parseInput } from './parse-input.ts'

interface Asked {
  actor: Actor
  /** Looks up again who asks: a session may end while a request waits. Throws `signed_out`. */
  stillActor(): Actor
  params: Readonly<Record<string, string>>
  /** Read only after the actor was found to be allowed. */
  body(): Promise<unknown>
  signal: AbortSignal
}

interface Ledger {
  store: Store
  audit: Audit
  /** Where it is said that something could not be audited. */
  log?(line: string): void
}

/**
 * The one way to change something: authorise, parse, write that it began, perform, write how it ended. Who asks is
 * looked up again after every wait: a request that a removed administrator held open does nothing.
 * Throws `signed_out` or `forbidden` (audited as refused), `invalid_input`, or what the action throws (audited as
 * failed).
 */
export async function performAction(ledger: Ledger, action: Action, asked: Asked): Promise<unknown> {
  const { store, audit, log = console.error } = ledger
  const actionId = audit.newActionId()
  const who = {
    personName: asked.actor.name,
    address: asked.actor.address,
    action: action.name,
    serverId: idOrNull(asked.params.server),
  }
  // What went wrong is told to the person also where it cannot be written down.
  const writeEnd = (...end: Parameters<Audit['write']>): void => {
    try {
      audit.write(...end)
    } catch (error) {
      log(`${action.name} of ${who.personName}, ${end[2]}: not in the audit: ${String(error)}`)
    }
  }
  let call: Call<unknown>
  try {
    demandRole(asked.actor, action.who)
    const body = await asked.body()
    call = { ...callOf(asked, demandStill(asked, action.who)), input: body }
  } catch (error) {
    const { code } = toProblem(error)
    if (code === 'forbidden' || code === 'signed_out')
      writeEnd(actionId, { ...who, target: idsIn(asked.params) }, 'refused', code)
    throw error
  }
  call.input = parseInput(action.input, call.input)
  const subject = { ...who, target: action.target(call) }
  const { withoutStore } = action
  const unwritten = (error: unknown): unknown => {
    if (!withoutStore || !unwritableProblem(error)) throw error
    log(`${action.name} of ${who.personName}: done, and not in the audit: ${String(error)}`)
    return withoutStore(call)
  }
  try {
    audit.write(actionId, subject, 'begun')
  } catch (error) {
    return unwritten(error)
  }
  let answer: () => unknown
  try {
    const result = await action.perform(call)
    const last =
      result instanceof Commit
        ? result
        : new Commit(
            () => undefined,
            () => result,
          )
    const made = store.transaction(() => {
      // Without a commit it is done already, and the audit says so whoever asked.
      if (result instanceof Commit) demandStill(asked, action.who)
      const changed = last.work()
      if (changed instanceof Promise) throw new Error(`${action.name} does slow work inside a transaction.`)
      audit.write(actionId, subject, 'done')
      return changed
    })
    answer = () => last.afterwards(made)
  } catch (error) {
    if (withoutStore && unwritableProblem(error)) return unwritten(error)
    writeEnd(actionId, subject, 'failed', toProblem(unwritableProblem(error) ?? error).code)
    throw error
  }
  return answer()
}

/** What the action would do; for those alone who may do it. Throws `not_found` where the action has no words for it. */
export async function describeAction(action: Action, asked: Asked): Promise<Blast> {
  demandRole(asked.actor, action.who)
  if (!action.describe) throw new AppError('not_found', 'This action has no description.')
  const body = await asked.body()
  const actor = demandStill(asked, action.who)
  return action.describe({ ...callOf(asked, actor), input: parseInput(action.input, body) })
}

/** Throws `forbidden` unless `role` covers what is asked for: an administrator may all that a viewer may. */
export function demandRole(actor: Actor, who: Role): void {
  if (who === 'viewer' || actor.role === 'administrator') return
  throw new AppError('forbidden', 'You may look, and not change things: your role is viewer.', {
    hint: 'Ask an administrator to do it, or to change your role.',
  })
}

/** Looks up who asks again. Throws `signed_out` or `forbidden`. */
function demandStill({ stillActor }: Asked, who: Role): Actor {
  const actor = stillActor()
  demandRole(actor, who)
  return actor
}

function callOf({ params, signal }: Asked, actor: Actor): Omit<Call<unknown>, 'input'> {
  return { actor, params, signal }
}

function idOrNull(text: string | undefined): string | null {
  return idSchema.safeParse(text).success ? (text ?? null) : null
}

/** A refused request was not parsed, so its target is not known: only what looks like an id is kept of it. */
function idsIn(params: Readonly<Record<string, string>>): string {
  return Object.values(params)
    .filter((value) => idSchema.safeParse(value).success)
    .join(' ')
}
